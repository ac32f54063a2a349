namespace EdgeCnn.Training.Schedules;

internal sealed class LinearSchedule : Schedule
{
    public override string Name => "linear";

    public override double FactorAt(long step, long steps, int stepsPerEpoch) => 1 - ((double)step / steps);
}
