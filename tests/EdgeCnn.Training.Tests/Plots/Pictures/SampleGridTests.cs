using System.Xml.Linq;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Tests.Plots.Pictures;

public sealed class SampleGridTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    public void Draw_Square_HasEveryPictureWithItsLabel(int side)
    {
        Plot plot = SampleGrid.Draw("grid", [.. Enumerable.Range(0, side * side).Select(i => new Sample(Picture(32, (byte)i), $"class {i}"))], side);
        var svg = XDocument.Parse(plot.ToSvg());
        Assert.Equal(side * side, svg.Descendants(Svg + "image").Count());
        Assert.Equal(side * side, svg.Descendants(Svg + "text").Count(text => text.Value.StartsWith("class ", StringComparison.Ordinal)));
        Assert.InRange(plot.Width / plot.Height, 0.6, 1.1);
    }

    [Fact]
    public void Draw_LongNames_AreCutToTheirColumn()
    {
        Plot plot = SampleGrid.Draw("grid", [.. Enumerable.Range(0, 20).Select(i => new Sample(Picture(28, 9), "a very long name of a class that nobody can read"))], 10);
        GroupShape grid = plot.Shapes.OfType<GroupShape>().Single();
        TextShape[] labels = [.. grid.Shapes.OfType<TextShape>()];
        Assert.All(labels.Zip(labels.Skip(1)).Where(pair => pair.First.Place.Y == pair.Second.Place.Y), pair =>
            Assert.True(pair.First.Place.X + (pair.First.Style.Measure(pair.First.Text) / 2) < pair.Second.Place.X - (pair.Second.Style.Measure(pair.Second.Text) / 2)));
    }

    [Fact]
    public void Draw_LargePictures_AreEmbeddedSmaller()
    {
        string svg = SampleGrid.Draw("grid", [new Sample(Picture(1000, 5), "one")], 5).ToSvg();
        Assert.True(svg.Length < 20_000, $"{svg.Length} characters");
    }

    [Fact]
    public void Draw_Mistakes_SaysTruthAnswerAndProbability()
    {
        string svg = MistakeGrid.Draw("mistakes", [new Mistake(Picture(28, 1), "4", "9", 0.987)]).ToSvg();
        Assert.Contains(">4<", svg, StringComparison.Ordinal);
        Assert.Contains(">→ 9<", svg, StringComparison.Ordinal);
        Assert.Contains(">99 %<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_MistakesOfLongNames_StillSayHowSurely() =>
        Assert.Contains(">64 %<", MistakeGrid.Draw("mistakes", [new Mistake(Picture(28, 1), "Tomato___healthy", "Tomato___Spider_mites Two-spotted_spider_mite", 0.64)]).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Draw_Nothing_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SampleGrid.Draw("none", [], 5));
        Assert.Throws<ArgumentException>(() => MistakeGrid.Draw("none", []));
    }

    private static Image Picture(int size, byte level)
    {
        byte[] pixels = new byte[3 * size * size];
        Array.Fill(pixels, level);
        return new Image(size, size, PixelFormat.Rgb24, pixels);
    }
}
