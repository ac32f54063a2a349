using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Lessons;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Tests.Plots.Lessons;

public sealed class HandFilterTests
{
    [Fact]
    public void Parse_RowsOfNumbers_ReadsThem()
    {
        FeatureMap weights = HandFilter.Parse(" 1 0 -1; 2,0,-2 ;1 0 -1.5e0 ").Weights;
        Assert.Equal((3, 3), (weights.Height, weights.Width));
        Assert.Equal([1, 0, -1, 2, 0, -2, 1, 0, -1.5f], weights.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2;3")]
    [InlineData("1 x")]
    [InlineData("1 NaN")]
    public void Parse_NoRectangleOfNumbers_IsAUsageError(string text) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => HandFilter.Parse(text)).ExitCode);

    [Fact]
    public void Apply_WorkedByHand_SumsTheProducts()
    {
        var map = new FeatureMap(3, 4, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        FeatureMap response = HandFilter.Parse("1 0 -1;2 0 -2;1 0 -1").Apply(map);
        Assert.Equal((1, 2), (response.Height, response.Width));
        Assert.Equal([-8, -8], response.Values);
        Assert.Equal([0, 0], HandFilter.Relu(response).Values);
    }

    [Fact]
    public void Apply_OnesOnNoise_IsTheSumOfEachWindow()
    {
        FeatureMap map = GreyPicture.Random(10, 7);
        FeatureMap response = HandFilter.Ones(3).Apply(map);
        Assert.Equal((8, 8), (response.Height, response.Width));
        for (int row = 0; row < 8; row++)
        {
            for (int column = 0; column < 8; column++)
                Assert.Equal(Enumerable.Range(0, 9).Sum(i => map[row + (i / 3), column + (i % 3)]), response[row, column], 1e-5f);
        }
    }

    [Fact]
    public void Apply_FilterLargerThanThePicture_IsBadData() =>
        Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => HandFilter.Ones(3).Apply(new FeatureMap(2, 9, new float[18]))).ExitCode);

    [Fact]
    public void MaxPool_OddSides_ArePaddedWithZerosAtTheBottomAndRight()
    {
        FeatureMap pooled = HandFilter.MaxPool(new FeatureMap(3, 3, [1, 2, -3, 4, 5, -6, -7, -8, -9]));
        Assert.Equal((2, 2), (pooled.Height, pooled.Width));
        Assert.Equal([5, 0, 0, 0], pooled.Values);
    }

    [Fact]
    public void MaxPool_EvenSides_TakesTheGreatestOfFour() =>
        Assert.Equal([-1, 8], HandFilter.MaxPool(new FeatureMap(2, 4, [-1, -2, 3, 4, -5, -6, 7, 8])).Values);

    [Fact]
    public void Random_Seed_DecidesTheNoise()
    {
        Assert.Equal(GreyPicture.Random(10, 3).Values, GreyPicture.Random(10, 3).Values);
        Assert.NotEqual(GreyPicture.Random(10, 3).Values, GreyPicture.Random(10, 4).Values);
        Assert.All(GreyPicture.Random(10, 3).Values, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Of_ColourAndTransparency_IsLumaOnWhite()
    {
        Assert.Equal([0.299f, 1, 0], GreyPicture.Of(new Image(3, 1, PixelFormat.Rgb24, [255, 0, 0, 255, 255, 255, 0, 0, 0])).Values.Select(value => MathF.Round(value, 3)));
        Assert.Equal([1f], GreyPicture.Of(new Image(1, 1, PixelFormat.Rgba32, [0, 0, 0, 0])).Values);
        Assert.Throws<ArgumentException>(() => GreyPicture.Of(new Image(1, 1, PixelFormat.Bgr24, [0, 0, 0])));
    }

    [Fact]
    public void Draw_StepsOfOneFilter_NamesEachWithItsSize()
    {
        string svg = FilterPicture.Draw(GreyPicture.Random(11, 1), HandFilter.Ones(3), pool: true).ToSvg();
        foreach (string part in (string[])["Picture", "11×11", "Response", "After ReLU", "9×9", "After 2×2 max pooling", "5×5", "[1 1 1]"])
            Assert.Contains(part, svg, StringComparison.Ordinal);
        Assert.DoesNotContain("pooling", FilterPicture.Draw(GreyPicture.Random(11, 1), HandFilter.Ones(3), pool: false).ToSvg(), StringComparison.Ordinal);
    }
}
