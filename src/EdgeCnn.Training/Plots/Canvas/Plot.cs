using System.Text;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>A picture made of shapes, written once and given as SVG, as pixels or as a PNG file. Equal data give equal bytes.</summary>
/// <remarks>Units: pixels at scale 1. Threading: may be read by several threads once it is made.</remarks>
public sealed class Plot
{
    /// <summary>Pixels of a PNG file to one of the drawing, so that text is sharp on a dense screen and on paper.</summary>
    public const double FileScale = 2;

    private readonly List<Shape> shapes = [];

    internal Plot(double width, double height, string title)
    {
        Width = width;
        Height = height;
        Title = title;
    }

    /// <summary>The width at scale 1.</summary>
    public double Width { get; }

    /// <summary>The height at scale 1.</summary>
    public double Height { get; }

    /// <summary>What the picture shows, for those who cannot see it.</summary>
    public string Title { get; }

    internal IReadOnlyList<Shape> Shapes => shapes;

    /// <summary>The picture as a text of SVG that needs nothing else.</summary>
    public string ToSvg() => SvgWriter.Write(this, themed: false);

    /// <summary>The picture as an SVG element for a page whose style sheet gives the colours (<c>--ink</c>, <c>--soft</c>, <c>--line</c>, <c>--s1</c> to <c>--s8</c>).</summary>
    public string ToThemedSvg() => SvgWriter.Write(this, themed: true);

    /// <summary>The picture as pixels on a white page (<see cref="PixelFormat.Rgb24"/>).</summary>
    /// <param name="scale">Pixels to one of the drawing.</param>
    public Image ToImage(double scale = FileScale) => PixelWriter.Write(this, scale);

    /// <summary>Writes the picture as SVG or PNG, as the file's name ends.</summary>
    /// <exception cref="EdgeCnnException">The name ends otherwise (<see cref="ExitCode.Usage"/>), or the file cannot be written (<see cref="ExitCode.Device"/>).</exception>
    public void Save(string path)
    {
        CheckName(path);
        if (Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            PngWriter.Write(path, ToImage().View);
            return;
        }

        byte[] svg = Encoding.UTF8.GetBytes(ToSvg());
        AtomicFile.Write(path, stream => stream.Write(svg));
    }

    /// <summary>Refuses a file name that <see cref="Save"/> could not serve; to be asked before the work is done.</summary>
    /// <exception cref="EdgeCnnException">The name ends neither in .svg nor in .png (<see cref="ExitCode.Usage"/>).</exception>
    public static void CheckName(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".svg" or ".png"))
            throw new EdgeCnnException($"{path}: a picture is written as .svg or .png, got '{Path.GetExtension(path)}'. Name the file so.", ExitCode.Usage);
    }

    internal void Add(Shape shape) => shapes.Add(shape);

    internal void Line(Point from, Point to, Stroke stroke) => Add(new LineShape([from, to], stroke));

    internal void Text(double x, double y, string text, TextStyle style, TextAnchor anchor = TextAnchor.Start, double angle = 0) => Add(new TextShape(new Point(x, y), text, style, anchor, angle));

    internal void Rectangle(Box box, Ink fill, double corner = 0, string? tip = null) => Add(new RectangleShape(box, fill, corner, tip));

    /// <summary>A frame of level and upright lines on whole pixels.</summary>
    internal void Frame(Box box, Ink ink, double width = 1) =>
        Add(new LineShape([new(box.X, box.Y), new(box.Right, box.Y), new(box.Right, box.Bottom), new(box.X, box.Bottom)], new Stroke(ink, width, Crisp: true), Closed: true));

    /// <summary>Puts another drawing into this one.</summary>
    internal void Place(Plot other, double x, double y) => Add(new GroupShape(other.shapes, new Point(x, y)));
}
