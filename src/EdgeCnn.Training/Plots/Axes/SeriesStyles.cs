using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>The styles by which series are told apart that have the same colour.</summary>
internal static class SeriesStyles
{
    /// <summary>The line of a series; every <see cref="Palette.Count"/> series it is another one.</summary>
    public static SeriesStyle Line(int series) => SeriesStyle.Line + (series / Palette.Count % 3);

    /// <summary>The points of a series; every <see cref="Palette.Count"/> series they are others.</summary>
    public static SeriesStyle Points(int series) => SeriesStyle.Discs + (series / Palette.Count % 3);

    /// <summary>True if there is a line.</summary>
    public static bool IsLine(this SeriesStyle style) => style is SeriesStyle.Line or SeriesStyle.Dashes or SeriesStyle.Dotted or SeriesStyle.LineAndDiscs;
}
