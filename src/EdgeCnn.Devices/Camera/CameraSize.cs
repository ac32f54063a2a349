using System.Globalization;

namespace EdgeCnn.Devices.Camera;

/// <summary>A size that a camera offers, or a range of them.</summary>
/// <param name="MinWidth">The least width; the only one if the others say the same.</param>
/// <param name="MinHeight">The least height.</param>
/// <param name="MaxWidth">The greatest width.</param>
/// <param name="MaxHeight">The greatest height.</param>
/// <param name="StepWidth">From one width to the next one, at least 1.</param>
/// <param name="StepHeight">From one height to the next one, at least 1.</param>
/// <param name="Rates">Frames per second, at the greatest size; empty if the camera does not tell.</param>
public sealed record CameraSize(int MinWidth, int MinHeight, int MaxWidth, int MaxHeight, int StepWidth, int StepHeight, IReadOnlyList<double> Rates)
{
    /// <summary>True if it is one size.</summary>
    public bool IsSingle => MinWidth == MaxWidth && MinHeight == MaxHeight;

    /// <summary>The size of these that is nearest to a wanted one.</summary>
    public (int Width, int Height) Nearest(int width, int height) =>
        (Nearest(width, MinWidth, MaxWidth, StepWidth), Nearest(height, MinHeight, MaxHeight, StepHeight));

    /// <summary>For example <c>640x480 at 30, 15</c> or <c>16x16 to 1920x1080</c>.</summary>
    public override string ToString()
    {
        string size = IsSingle ? $"{MinWidth}x{MinHeight}" : $"{MinWidth}x{MinHeight} to {MaxWidth}x{MaxHeight}";
        return Rates.Count == 0 ? size : $"{size} at {string.Join(", ", Rates.Select(rate => rate.ToString("0.##", CultureInfo.InvariantCulture)))}";
    }

    private static int Nearest(int wanted, int least, int most, int step)
    {
        int inside = Math.Clamp(wanted, least, most);
        int steps = (int)(((long)inside - least + (step / 2)) / step);
        return Math.Min(least + (steps * step), most - ((most - least) % step));
    }
}
