using System.Xml.Linq;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Tests.Plots.Canvas;

public sealed class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToImage_Nothing_IsWhitePaper()
    {
        Image image = new Plot(7, 5, "empty").ToImage(2);
        Assert.Equal((14, 10, PixelFormat.Rgb24), (image.Width, image.Height, image.Format));
        Assert.All(image.Pixels, pixel => Assert.Equal(255, pixel));
    }

    [Fact]
    public void ToImage_RectangleOnPixels_HasSharpEdges()
    {
        var plot = new Plot(6, 6, "");
        plot.Rectangle(new Box(1, 2, 3, 2), Ink.Of(0x000000));
        Image image = plot.ToImage(1);
        for (int y = 0; y < 6; y++)
        {
            for (int x = 0; x < 6; x++)
                Assert.Equal(x is >= 1 and < 4 && y is >= 2 and < 4 ? 0 : 255, image.Pixels[3 * ((y * 6) + x)]);
        }
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void ToImage_RectangleOffPixels_CoversThemInPart(double offset)
    {
        var plot = new Plot(4, 4, "");
        plot.Rectangle(new Box(1 + offset, 1, 1, 1), Ink.Of(0x000000));
        Image image = plot.ToImage(1);
        Assert.Equal(255 * offset, image.Pixels[3 * 5], 1.0);
        Assert.Equal(255 * (1 - offset), image.Pixels[3 * 6], 1.0);
    }

    [Fact]
    public void ToImage_Disc_HasTheAreaOfACircle()
    {
        var plot = new Plot(60, 60, "");
        plot.Add(new CircleShape(new Point(30, 30), 20, Ink.Of(0x000000)));
        double area = plot.ToImage(1).Pixels.Where((_, i) => i % 3 == 0).Sum(pixel => (255 - pixel) / 255.0);
        Assert.Equal(Math.PI * 400, area, Math.PI * 400 * 0.003);
    }

    [Fact]
    public void ToImage_PolygonsThatOverlap_AreNotCountedTwice()
    {
        var plot = new Plot(10, 4, "");
        plot.Add(new LineShape([new(2, 2), new(8, 2), new(2, 2)], new Stroke(Ink.Of(0x000000, null).Fade(0.5), 2)));
        Assert.Equal(128, plot.ToImage(1).Pixels[3 * ((1 * 10) + 5)], 1.0);
    }

    [Fact]
    public void ToImage_GroupWithClip_PaintsInsideOnly()
    {
        var plot = new Plot(8, 8, "");
        plot.Add(new GroupShape([new RectangleShape(new Box(-10, -10, 40, 40), Ink.Of(0x0000FF))], new Point(2, 2), new Box(0, 0, 3, 3)));
        Image image = plot.ToImage(1);
        Assert.Equal(9, image.Pixels.Where((pixel, i) => i % 3 == 0 && pixel == 0).Count());
        Assert.Equal(0, image.Pixels[3 * ((2 * 8) + 2)]);
    }

    [Fact]
    public void ToImage_SmallPictureEnlarged_RepeatsItsPixels()
    {
        var plot = new Plot(4, 2, "");
        plot.Add(new PictureShape(new Box(0, 0, 4, 2), new Image(2, 1, PixelFormat.Gray8, [10, 200])));
        Assert.Equal([10, 10, 200, 200], plot.ToImage(1).Pixels.Take(12).Where((_, i) => i % 3 == 0));
    }

    [Fact]
    public void ToImage_LargePictureShrunk_TakesTheMean()
    {
        var plot = new Plot(1, 1, "");
        plot.Add(new PictureShape(new Box(0, 0, 1, 1), new Image(2, 2, PixelFormat.Gray8, [0, 100, 100, 200])));
        Assert.Equal(100, plot.ToImage(1).Pixels[0]);
    }

    [Fact]
    public void ToSvg_EveryShape_IsOneWellFormedDocumentWithoutLinks()
    {
        var document = XDocument.Parse(Everything().ToSvg());
        Assert.Equal("a <b> & \"c\"", document.Root!.Element(Svg + "title")!.Value);
        foreach (string name in (string[])["path", "rect", "circle", "text", "image", "clipPath"])
            Assert.NotEmpty(document.Descendants(Svg + name));
        Assert.All(document.Descendants(Svg + "image"), image => Assert.StartsWith("data:image/png;base64,", image.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", Everything().ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToThemedSvg_ColoursWithARole_FollowThePage()
    {
        string svg = Everything().ToThemedSvg();
        XDocument.Parse(svg);
        Assert.Contains("fill:var(--card,#ffffff);stroke:var(--s1,#0072b2)", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("var(--", Everything().ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_ControlCharacters_AreReplaced()
    {
        var plot = new Plot(10, 10, "a\u0000b\uD800");
        Assert.Contains("a\uFFFDb\uFFFD", XDocument.Parse(plot.ToSvg()).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Twice_GivesTheSameBytesAndReadsBack()
    {
        string folder = Directory.CreateTempSubdirectory("edgecnn-plot-").FullName;
        try
        {
            foreach (string name in (string[])["a.png", "a.svg"])
            {
                Everything().Save(Path.Combine(folder, name));
                Everything().Save(Path.Combine(folder, "again-" + name));
                Assert.Equal(File.ReadAllBytes(Path.Combine(folder, name)), File.ReadAllBytes(Path.Combine(folder, "again-" + name)));
            }

            Image image = PictureFile.Read(Path.Combine(folder, "a.png"));
            Assert.Equal((200, 160), (image.Width, image.Height));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Save_OtherEnding_IsAUsageError() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => new Plot(1, 1, "").Save("picture.jpg")).ExitCode);

    private static Plot Everything()
    {
        var plot = new Plot(100, 80, "a <b> & \"c\"");
        plot.Line(new(0, 0), new(50, 50), new Stroke(Palette.Of(1), 2, [3, 2]));
        plot.Frame(new Box(5, 5, 20, 20), Palette.Axis);
        plot.Add(new PolygonShape([new(10, 10), new(30, 10), new(20, 30)], Palette.Of(2).Fade(0.5)));
        plot.Rectangle(new Box(40, 10, 20, 20), Palette.Of(3), 4, "tip <1>");
        plot.Add(new CircleShape(new Point(70, 20), 5, Palette.Page, new Stroke(Palette.Of(0), 2)));
        plot.Text(10, 60, "x < y & z", TextStyle.Body);
        plot.Text(90, 70, "up", TextStyle.Note, TextAnchor.End, -90);
        plot.Add(new GroupShape([new PictureShape(new Box(0, 0, 8, 8), new Image(1, 1, PixelFormat.Rgba32, [1, 2, 3, 128]), Smooth: true)], new Point(60, 40), new Box(0, 0, 6, 6)));
        return plot;
    }
}
