namespace EdgeCnn.Training.Plots.Axes;

/// <summary>How a series is drawn.</summary>
internal enum SeriesStyle
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A broken line.</summary>
    Dashes,

    /// <summary>A point for each number.</summary>
    Dots,

    /// <summary>A line with a point for each number.</summary>
    LineAndDots,
}
