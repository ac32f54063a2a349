using System.Globalization;

namespace EdgeCnn.Training.Plots.Axes;

/// <summary>The round numbers at an axis.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten between two numbers.</summary>
    /// <param name="low">The least number of the axis.</param>
    /// <param name="high">The greatest, more than the least.</param>
    /// <param name="most">No more ticks than this, at least 2.</param>
    /// <param name="least">No finer steps than this.</param>
    public static double[] Linear(double low, double high, int most, double least = 0)
    {
        double step = Step(Math.Max(least, (high - low) / Math.Max(1, most - 1)));
        while (Count(low, high, step) > most)
            step = Step(step * 1.5);
        // One number tells nothing about an axis.
        while (Count(low, high, step) < 2 && step > least)
            step = Step(Math.Max(least, step / 3));
        double first = Math.Ceiling((low / step) - 1e-9);
        // As a quotient of whole numbers a tick is the nearest double to its decimal form.
        return [.. Enumerable.Range(0, Count(low, high, step)).Select(i => step >= 1 ? (first + i) * step : (first + i) / Math.Round(1 / step * 1e9) * 1e9)];
    }

    /// <summary>Powers of ten between two positive numbers, thinned to <paramref name="most"/>; with 2 and 5 times each where there are few.</summary>
    public static double[] Logarithmic(double low, double high, int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9), last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        int step = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)most));
        double[] decades = [.. Enumerable.Range(0, Math.Max(0, last - first + 1)).Where(i => i % step == 0).Select(i => Math.Pow(10, first + i))];
        if (decades.Length >= 3)
            return decades;
        double[] finer = [.. Enumerable.Range(first - 1, Math.Max(0, last - first + 2)).SelectMany(power => (double[])[1, 2, 5], (power, factor) => factor * Math.Pow(10, power)).Where(value => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))];
        return finer.Length is >= 2 && finer.Length <= most ? finer : decades.Length > 0 ? decades : [low, high];
    }

    /// <summary>The texts of linear ticks: all with as many decimals as tell them apart, or all as powers.</summary>
    public static string[] Labels(IReadOnlyList<double> ticks)
    {
        double step = ticks.Count > 1 ? ticks[1] - ticks[0] : Math.Max(Math.Abs(ticks[0]), 1e-12);
        double most = ticks.Max(Math.Abs);
        if (most >= 1e6 || (most > 0 && most < 1e-3))
            return [.. ticks.Select(Power)];
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 8);
        return [.. ticks.Select(tick => Minus((tick == 0 ? 0 : tick).ToString($"#,0.{new string('0', decimals)}", CultureInfo.InvariantCulture)))];
    }

    /// <summary>A number as a person writes a rate or a loss: 0.001 as 0.001, less as 2e−5.</summary>
    public static string Power(double value)
    {
        double size = Math.Abs(value);
        if (value == 0)
            return "0";
        if (size is >= 1e-3 and < 1e6)
            return Minus(value.ToString(size < 1e4 ? "0.#####" : "#,0.##", CultureInfo.InvariantCulture));
        return Minus(value.ToString("0.##e0", CultureInfo.InvariantCulture));
    }

    private static string Minus(string number) => number.Replace('-', '−');

    private static int Count(double low, double high, double step) => (int)(Math.Floor((high / step) + 1e-9) - Math.Ceiling((low / step) - 1e-9)) + 1;

    // The least of 1, 2, 5 times a power of ten that is not below.
    private static double Step(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least) + 1e-12));
        return (least / power) switch { <= 1 + 1e-9 => power, <= 2 + 1e-9 => 2 * power, <= 5 + 1e-9 => 5 * power, _ => 10 * power };
    }
}
