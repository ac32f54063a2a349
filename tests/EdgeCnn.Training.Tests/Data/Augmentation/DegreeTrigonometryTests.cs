using EdgeCnn.Training.Data.Augmentation;

namespace EdgeCnn.Training.Tests.Data.Augmentation;

public sealed class DegreeTrigonometryTests
{
    [Fact]
    public void SinCos_AllAngles_MatchesTheSystem()
    {
        for (double degrees = -400; degrees <= 400; degrees += 0.37)
        {
            (double sin, double cos) = DegreeTrigonometry.SinCos(degrees);
            Assert.Equal(Math.Sin(degrees * Math.PI / 180), sin, 3e-15);
            Assert.Equal(Math.Cos(degrees * Math.PI / 180), cos, 3e-15);
        }
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(90, 1, 0)]
    [InlineData(180, 0, -1)]
    [InlineData(-90, -1, 0)]
    [InlineData(270, -1, 0)]
    [InlineData(-180, 0, -1)]
    public void SinCos_QuarterTurns_AreExact(double degrees, double sin, double cos) => Assert.Equal((sin, cos), DegreeTrigonometry.SinCos(degrees));
}
