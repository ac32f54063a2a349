namespace EdgeCnn.Training.Plots.Axes;

/// <summary>What an axis spans, in equal steps or in equal factors.</summary>
/// <param name="Low">Its least number.</param>
/// <param name="High">Its greatest, more than the least.</param>
/// <param name="Logarithmic">Whether equal lengths are equal factors; then both are positive.</param>
internal sealed record Scale(double Low, double High, bool Logarithmic = false)
{
    // Losses that blow up need factors; those of ordinary learning are read in steps.
    private const double FactorsFrom = 200;

    /// <summary>True if there is nothing between whole numbers, so that no tick stands there.</summary>
    public bool Whole { get; init; }

    /// <summary>Spans the epochs 1 to <paramref name="last"/>.</summary>
    public static Scale Epochs(int last) => new(last <= 12 ? 0.5 : 0, last + (last <= 12 ? 0.5 : 0)) { Whole = true };

    /// <summary>The place of a number, 0 at the least and 1 at the greatest.</summary>
    public double Share(double value) => Logarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);

    /// <summary>The ticks of the axis.</summary>
    public double[] TicksOf(int most) => Logarithmic ? Ticks.Logarithmic(Low, High, most) : Ticks.Linear(Low, High, most, Whole ? 1 : 0);

    /// <summary>The texts at the ticks.</summary>
    public string[] LabelsOf(double[] ticks) => Logarithmic ? [.. ticks.Select(Ticks.Power)] : Ticks.Labels(ticks);

    /// <summary>Spans numbers with a little room at both ends.</summary>
    /// <param name="values">The numbers; those that are not finite do not count.</param>
    /// <param name="floor">The axis never starts below.</param>
    /// <param name="ceiling">The axis never ends above.</param>
    /// <param name="mayBeLogarithmic">Whether factors are taken where the numbers are positive and far apart.</param>
    public static Scale Around(IEnumerable<double> values, double floor = double.NegativeInfinity, double ceiling = double.PositiveInfinity, bool mayBeLogarithmic = false)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
            return new Scale(0, 1);
        double low = finite.Min(), high = finite.Max();
        if (mayBeLogarithmic && low > 0 && high / low > FactorsFrom)
        {
            double room = Math.Pow(high / low, 0.05);
            return new Scale(low / room, high * room, Logarithmic: true);
        }

        double margin = high > low ? 0.06 * (high - low) : Math.Max(Math.Abs(low) * 0.1, 1e-6);
        return new Scale(Math.Max(low - margin, Math.Min(floor, low)), Math.Min(high + margin, Math.Max(ceiling, high))) is { } scale && scale.High > scale.Low
            ? scale
            : new Scale(low - margin, high + margin);
    }
}
