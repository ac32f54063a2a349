using System.Xml.Linq;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Plots.Canvas;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Training.Tests.Plots.Pictures;

public sealed class FilterGridTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Draw_ThreeChannels_AreColoursAboutMidGrey()
    {
        XElement[] images = Images(FilterGrid.Draw(new FilterBank("conv1", 2, 1, 1, 3, new float[] { 1, 0, -1, 0.5f, -0.5f, 0 })));
        Assert.Equal([255, 128, 0], Pixels(images[0]));
        Assert.Equal([255, 0, 128], Pixels(images[1]));
    }

    [Fact]
    public void Draw_DeeperLayer_IsGreyWithAColumnForEachChannel()
    {
        XElement[] images = Images(FilterGrid.Draw(new FilterBank("conv2", 2, 1, 1, 2, new float[] { 2, -1, 0, 0 })));
        Assert.Equal(4, images.Length);
        Assert.Equal([[255], [64], [128], [128]], images.Select(Pixels));
    }

    [Fact]
    public void Draw_ManyFilters_ShowsTheFirstAndSaysSo()
    {
        Plot plot = FilterGrid.Draw(new FilterBank("conv3", 64, 3, 3, 32, new float[64 * 9 * 32]));
        Assert.Equal(256, Images(plot).Length);
        Assert.Contains("first 16", plot.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_WeightsThatDoNotFit_AreRefused() => Assert.Throws<ArgumentException>(() => FilterGrid.Draw(new FilterBank("conv1", 2, 3, 3, 3, new float[5])));

    internal static XElement[] Images(Plot plot) => [.. XDocument.Parse(plot.ToSvg()).Descendants(Svg + "image")];

    internal static byte[] Pixels(XElement image) => PictureFile.Read(Convert.FromBase64String(image.Attribute("href")!.Value.Split(',')[1]), "picture").Pixels;
}
