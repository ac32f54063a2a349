using EdgeCnn.Training.Plots.Axes;

namespace EdgeCnn.Training.Tests.Plots.Axes;

public sealed class ScaleTests
{
    [Fact]
    public void Around_NumbersThatAreNotFinite_DoNotCount()
    {
        Scale scale = Scale.Around([1, double.NaN, 3, double.PositiveInfinity]);
        Assert.InRange(scale.Low, 0.8, 1);
        Assert.InRange(scale.High, 3, 3.2);
        Assert.Equal(new Scale(0, 1), Scale.Around([double.NaN]));
    }

    [Theory]
    [InlineData(1, new double[] { 1 })]
    [InlineData(2, new double[] { 1, 2 })]
    [InlineData(3, new double[] { 1, 2, 3 })]
    public void Epochs_Few_HaveNoTicksBetween(int last, double[] expected) => Assert.Equal(expected, Scale.Epochs(last).TicksOf(8));

    [Fact]
    public void Around_OneNumber_StillSpansSomething() => Assert.True(Scale.Around([0.5]).High > Scale.Around([0.5]).Low);

    [Fact]
    public void Around_FloorAndCeiling_AreKept()
    {
        Scale scale = Scale.Around([0.01, 0.99], 0, 1);
        Assert.Equal((0, 1), (scale.Low, scale.High));
    }

    [Fact]
    public void Around_FarApart_IsLogarithmicWhereItMay()
    {
        Assert.True(Scale.Around([0.01, 1000], mayBeLogarithmic: true).Logarithmic);
        Assert.False(Scale.Around([0.01, 1], mayBeLogarithmic: true).Logarithmic);
        Assert.False(Scale.Around([0.01, 1000]).Logarithmic);
    }

    [Fact]
    public void Share_Logarithmic_MakesEqualFactorsEqualLengths()
    {
        var scale = new Scale(0.1, 1000, Logarithmic: true);
        Assert.Equal(0, scale.Share(0.1), 9);
        Assert.Equal(0.25, scale.Share(1), 9);
        Assert.Equal(1, scale.Share(1000), 9);
    }
}
