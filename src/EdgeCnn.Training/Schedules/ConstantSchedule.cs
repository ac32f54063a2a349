namespace EdgeCnn.Training.Schedules;

internal sealed class ConstantSchedule : Schedule
{
    public override string Name => "constant";

    public override double FactorAt(long step, long steps, int stepsPerEpoch) => 1;
}
