using EdgeCnn.Imaging;
using EdgeCnn.Training.Plots.Axes;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>The range of numbers and what colours they get.</summary>
/// <param name="Low">The number of the first colour.</param>
/// <param name="High">The number of the last colour, not less.</param>
/// <param name="Colour">From 0..1 to RGB.</param>
/// <param name="Cut">Whether there are numbers beyond the range, which get the colour of its end.</param>
internal sealed record MapColouring(double Low, double High, Func<double, byte[]> Colour, bool Cut = false)
{
    // A few extreme numbers would leave all others without contrast.
    private const double Kept = 0.995;

    /// <summary>Blue to orange about zero where numbers of both signs occur, else dark to light from zero.</summary>
    public static MapColouring For(params IReadOnlyList<FeatureMap> maps)
    {
        float[] sizes = [.. maps.SelectMany(map => map.Values).Where(float.IsFinite).Select(Math.Abs).Order()];
        double all = sizes.Length == 0 ? 0 : sizes[^1], most = sizes.Length == 0 ? 0 : sizes[(int)(Kept * (sizes.Length - 1))];
        // Where hardly anything differs from zero, what does is all there is to see.
        if (most < all / 8)
            most = all;
        bool negative = maps.Any(map => map.Values.Any(value => value < 0)), positive = maps.Any(map => map.Values.Any(value => value > 0));
        return (negative, positive) switch
        {
            (true, true) => new MapColouring(-most, most, share => ColourMap.Signed((2 * share) - 1), most < all),
            (true, false) => new MapColouring(-most, 0, ColourMap.Depth, most < all),
            _ => new MapColouring(0, most, ColourMap.Depth, most < all),
        };
    }

    /// <summary>Black to white between the least and the greatest number.</summary>
    public static MapColouring GreyFor(FeatureMap map) => new(map.Values.Min(), map.Values.Max(), ColourMap.Grey);

    /// <summary>What stands at the first colour.</summary>
    public string LowText => Text(Low, Cut && Low < 0 ? "≤ " : "");

    /// <summary>What stands at the last colour.</summary>
    public string HighText => Text(High, Cut && High > 0 ? "≥ " : "");

    /// <summary>A map as a picture.</summary>
    public Image Paint(FeatureMap map) => new(map.Width, map.Height, PixelFormat.Rgb24, [.. map.Values.SelectMany(value => Colour(High > Low ? (value - Low) / (High - Low) : 0))]);

    // Three figures.
    private static string Text(double value, string before) =>
        value == 0 ? "0" : before + Ticks.Power(Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12)));
}
