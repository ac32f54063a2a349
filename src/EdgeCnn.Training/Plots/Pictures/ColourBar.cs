using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>What the colours of maps mean: a strip of them between two numbers.</summary>
internal static class ColourBar
{
    private const double Length = 160, Thickness = 11;
    private const int Steps = 96;

    /// <summary>The strip with the numbers of its ends.</summary>
    public static Plot Draw(MapColouring colouring) => Draw(colouring, colouring.LowText, colouring.HighText);

    /// <summary>The strip with texts at its ends.</summary>
    public static Plot Draw(MapColouring colouring, string low, string high)
    {
        double left = TextStyle.Note.Measure(low) + 8, right = TextStyle.Note.Measure(high) + 8;
        var drawing = new Plot(left + Length + right, 18, "colours");
        byte[] pixels = [.. Enumerable.Range(0, Steps).SelectMany(i => colouring.Colour((i + 0.5) / Steps))];
        var box = new Box(left, 3, Length, Thickness);
        drawing.Add(new PictureShape(box, new Image(Steps, 1, PixelFormat.Rgb24, pixels), Smooth: true));
        drawing.Frame(box, Palette.Axis);
        double y = 3 + (Thickness / 2) + TextStyle.Note.Drop;
        drawing.Text(left - 8, y, low, TextStyle.Note, TextAnchor.End);
        drawing.Text(left + Length + 8, y, high, TextStyle.Note);
        return drawing;
    }
}
