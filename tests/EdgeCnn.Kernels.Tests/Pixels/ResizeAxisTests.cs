using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Kernels.Tests.Pixels;

public sealed class ResizeAxisTests
{
    [Fact]
    public void Constructor_SameSize_IsTheIdentity()
    {
        var axis = new ResizeAxis(5, 7, 7);
        Assert.Equal(Enumerable.Range(5, 7), axis.First);
        Assert.All(axis.Weight, weight => Assert.Equal(0, weight));
    }

    [Theory]
    [InlineData(10, 4)]
    [InlineData(4, 10)]
    [InlineData(1, 3)]
    [InlineData(640, 96)]
    [InlineData(97, 96)]
    public void Constructor_AnySizes_LiesAtHalfPixelCentres(int length, int target)
    {
        var axis = new ResizeAxis(0, length, target);
        for (int t = 0; t < target; t++)
        {
            double exact = Math.Clamp(((t + 0.5) * length / target) - 0.5, 0, length - 1);
            Assert.Equal(exact, axis.First[t] + (axis.Weight[t] / 256.0), 0.5 / 256 + 1e-9);
            Assert.InRange(axis.Second[t], axis.First[t], Math.Min(axis.First[t] + 1, length - 1));
        }
    }
}
