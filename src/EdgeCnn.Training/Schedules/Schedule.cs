namespace EdgeCnn.Training.Schedules;

/// <summary>The learning rate over a run, as a factor of the rate that the optimizer was given.</summary>
public abstract class Schedule
{
    /// <summary>The same rate all the time.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>A straight line to 0.</summary>
    public static Schedule Linear { get; } = new LinearSchedule();

    /// <summary>Half a cosine wave to 0. Source: Loshchilov and Hutter 2017, "SGDR", §3.</summary>
    public static Schedule Cosine { get; } = new CosineSchedule();

    /// <summary>The name with its settings, as <see cref="ScheduleText"/> reads it.</summary>
    public abstract string Name { get; }

    /// <summary>The factor at a step.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="steps">Steps of the whole run.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    public abstract double FactorAt(long step, long steps, int stepsPerEpoch);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>(1 + cos πx)/2 for x in 0..1, by our own arithmetic, so that it is equal on every machine.</summary>
    internal static double HalfCosine(double x)
    {
        // cos πx = sin π(½ − x), by the series of sin about 0 for at most π/2.
        double a = Math.PI * (0.5 - Math.Clamp(x, 0, 1)), square = a * a, term = a, sum = a;
        for (int n = 1; n <= 12; n++)
        {
            term *= -square / (2 * n * ((2 * n) + 1));
            sum += term;
        }

        return (1 + sum) / 2;
    }
}
