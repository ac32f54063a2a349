using EdgeCnn.Training.Plots.Text;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>How a text looks.</summary>
/// <param name="Size">The em in pixels.</param>
/// <param name="Ink">Its colour.</param>
/// <param name="Bold">Whether it is heavy.</param>
internal sealed record TextStyle(double Size, Ink Ink, bool Bold = false)
{
    public static TextStyle Title { get; } = new(17, Palette.Text, Bold: true);

    public static TextStyle Heading { get; } = new(13.5, Palette.Text, Bold: true);

    public static TextStyle Body { get; } = new(13, Palette.Text);

    public static TextStyle Note { get; } = new(12, Palette.Soft);

    /// <summary>The width of a text, an upper bound for the usual fonts of a browser.</summary>
    public double Measure(string text) => StrokeFont.Measure(text, Size, Bold);

    /// <summary>A text that is no wider than <paramref name="width"/>, cut at its end with an ellipsis.</summary>
    public string Fit(string text, double width)
    {
        if (Measure(text) <= width)
            return text;
        int length = text.Length;
        while (length > 1 && Measure(text[..length] + "…") > width)
            length--;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return text[..length].TrimEnd() + "…";
    }

    /// <summary>From the middle of a line of figures or capitals down to its baseline.</summary>
    public double Drop => 0.36 * Size;
}
