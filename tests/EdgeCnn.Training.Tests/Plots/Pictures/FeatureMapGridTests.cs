using System.Xml.Linq;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Tests.Plots.Pictures;

public sealed class FeatureMapGridTests
{
    [Fact]
    public void FromNhwc_Values_TakesChannelsApart()
    {
        FeatureMapSet set = FeatureMapSet.FromNhwc("conv1", 1, 2, 3, [1, 2, 3, 4, 5, 6]);
        Assert.Equal([[1, 4], [2, 5], [3, 6]], set.Maps.Select(map => map.Values));
        Assert.Throws<ArgumentException>(() => FeatureMapSet.FromNhwc("conv1", 1, 2, 3, [1, 2, 3]));
    }

    [Fact]
    public void Draw_MapsOfOneSign_GoFromDarkToLight()
    {
        XElement[] images = FilterGridTests.Images(FeatureMapGrid.Draw(FeatureMapSet.FromNhwc("relu1", 1, 2, 1, [0, 5])));
        byte[] pixels = FilterGridTests.Pixels(images[0]);
        Assert.True(pixels[..3].Sum(value => value) < 150 && pixels[3..].Sum(value => value) > 600);
    }

    [Fact]
    public void Draw_MapsOfBothSigns_AreWhiteAtZero()
    {
        XElement[] images = FilterGridTests.Images(FeatureMapGrid.Draw(FeatureMapSet.FromNhwc("conv1", 1, 3, 1, [-2, 0, 2])));
        byte[] pixels = FilterGridTests.Pixels(images[0]);
        Assert.True(pixels[2] > pixels[0], "Negative is blue.");
        Assert.All(pixels[3..6], value => Assert.True(value > 240));
        Assert.True(pixels[6] > pixels[8], "Positive is orange.");
    }

    [Fact]
    public void Draw_MapsThatSayNothing_AreCounted() =>
        Assert.Contains("2 are the same everywhere", FeatureMapGrid.Draw(FeatureMapSet.FromNhwc("conv1", 1, 2, 3, [0, 0, 1, 0, 0, 2])).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Draw_Stage_NamesMapsAndPooledMapsAsInTheCourse()
    {
        FeatureMap[] maps = [.. Enumerable.Range(0, 3).Select(i => new FeatureMap(8, 8, new float[64]))], pooled = [.. Enumerable.Range(0, 3).Select(i => new FeatureMap(4, 4, new float[16]))];
        var stage = new ConvolutionStage(2, maps, pooled);
        string svg = ConvolutionPicture.Draw(stage).ToSvg();
        foreach (string name in (string[])["Conv 2-1", "Conv 2-2", "Conv 2-3", "MaxP 2-1", "MaxP 2-2", "MaxP 2-3"])
            Assert.Contains($">{name}<", svg, StringComparison.Ordinal);
        Assert.True(svg.IndexOf("Conv 2-3", StringComparison.Ordinal) < svg.IndexOf("MaxP 2-1", StringComparison.Ordinal));
        Assert.Equal("conv2", ConvolutionPicture.FileName(stage));
        Assert.Throws<ArgumentException>(() => ConvolutionPicture.Draw(new ConvolutionStage(1, maps, [])));
    }

    [Fact]
    public void Depth_Map_GrowsInLightness()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(i => ColourMap.Depth(i / 100.0)).Select(rgb => (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]))];
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
    }
}
