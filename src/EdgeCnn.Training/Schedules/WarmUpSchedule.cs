namespace EdgeCnn.Training.Schedules;

/// <summary>Rises in a straight line for the first epochs, then follows another schedule for the rest.</summary>
/// <remarks>Source: Goyal et al. 2017, "Accurate, Large Minibatch SGD", §2.2.</remarks>
/// <param name="epochs">Epochs of the rise.</param>
/// <param name="then">What follows.</param>
public sealed class WarmUpSchedule(int epochs, Schedule then) : Schedule
{
    /// <summary>Epochs of the rise.</summary>
    public int Epochs => epochs;

    /// <inheritdoc/>
    public override string Name => $"warmup:{epochs}+{then.Name}";

    /// <inheritdoc/>
    public override double FactorAt(long step, long steps, int stepsPerEpoch)
    {
        long rise = (long)epochs * stepsPerEpoch;
        return step < rise ? (step + 1.0) / rise : then.FactorAt(step - rise, Math.Max(1, steps - rise), stepsPerEpoch);
    }
}
