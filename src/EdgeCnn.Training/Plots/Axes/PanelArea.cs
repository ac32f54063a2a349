using EdgeCnn.Training.Plots.Canvas;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>The inside of a chart.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="X">What it spans to the right.</param>
/// <param name="Y">What it spans upwards.</param>
internal sealed record PanelArea(Box Box, Scale X, Scale Y)
{
    /// <summary>Where two numbers are.</summary>
    public Point At(double x, double y) => new(Box.X + (Box.Width * X.Share(x)), Box.Bottom - (Box.Height * Y.Share(y)));
}
