namespace EdgeCnn.Training.Schedules;

/// <summary>The rate is multiplied by a factor after every so many epochs.</summary>
/// <param name="epochs">Epochs between two changes.</param>
/// <param name="factor">At each change.</param>
public sealed class StepSchedule(int epochs, double factor) : Schedule
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"step:{epochs}:{factor}");

    /// <inheritdoc/>
    public override double FactorAt(long step, long steps, int stepsPerEpoch)
    {
        double rate = 1;
        for (long change = step / ((long)stepsPerEpoch * epochs); change > 0; change--)
            rate *= factor;
        return rate;
    }
}
