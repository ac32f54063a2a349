namespace EdgeCnn.Training.Schedules;

internal sealed class CosineSchedule : Schedule
{
    public override string Name => "cosine";

    public override double FactorAt(long step, long steps, int stepsPerEpoch) => HalfCosine((double)step / steps);
}
