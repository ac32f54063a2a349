namespace EdgeCnn.Training.Schedules;

/// <summary>From 1/25 up to the full rate in the first share of the run, then down to 1/10,000 of where it began, both by half a cosine wave.</summary>
/// <remarks>Source: Smith and Topin 2018, "Super-Convergence", §3, with the shape and shares of PyTorch, without its cycle of the momentum.</remarks>
/// <param name="rise">The share of the run in which the rate rises.</param>
public sealed class OneCycleSchedule(double rise = 0.3) : Schedule
{
    private const double Start = 1.0 / 25;
    private const double End = Start / 1e4;

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"onecycle:{rise}");

    /// <inheritdoc/>
    public override double FactorAt(long step, long steps, int stepsPerEpoch)
    {
        double at = (double)step / Math.Max(1, steps - 1);
        return at < rise
            ? Start + ((1 - Start) * (1 - HalfCosine(at / rise)))
            : End + ((1 - End) * HalfCosine((at - rise) / (1 - rise)));
    }
}
