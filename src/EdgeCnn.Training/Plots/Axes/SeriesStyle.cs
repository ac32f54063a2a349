namespace EdgeCnn.Training.Plots.Axes;

/// <summary>How a series is drawn.</summary>
internal enum SeriesStyle
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A broken line.</summary>
    Dashes,

    /// <summary>A line of small dots.</summary>
    Dotted,

    /// <summary>A disc for each number.</summary>
    Discs,

    /// <summary>A ring for each number.</summary>
    Rings,

    /// <summary>An empty square for each number.</summary>
    Squares,

    /// <summary>A line with a disc for each number.</summary>
    LineAndDiscs,
}
