using System.Diagnostics;

namespace EdgeCnn.Agent.Reports;

/// <summary>Mean time of each step of the plan, over about the last 32 pictures.</summary>
/// <remarks>Threading: one writer, any readers. Writing allocates nothing.</remarks>
/// <param name="steps">Steps of the plan.</param>
internal sealed class LayerTimes(int steps)
{
    private const double Weight = 1.0 / 32;
    private readonly Lock gate = new();
    private readonly double[] means = new double[steps];
    private long count;

    /// <summary>Adds one run.</summary>
    /// <param name="ticks">Stopwatch ticks of each step; another number of them is left out.</param>
    public void Add(ReadOnlySpan<long> ticks)
    {
        if (ticks.Length != means.Length)
            return;
        lock (gate)
        {
            // The first runs count fully, so that the mean is true from the first one on.
            double weight = Math.Max(Weight, 1.0 / ++count);
            for (int i = 0; i < means.Length; i++)
                means[i] += weight * (ticks[i] - means[i]);
        }
    }

    /// <summary>Copies the means in microseconds.</summary>
    /// <returns>False if no run was added yet.</returns>
    public bool TryCopy(Span<double> microseconds)
    {
        lock (gate)
        {
            for (int i = 0; i < means.Length; i++)
                microseconds[i] = means[i] * 1e6 / Stopwatch.Frequency;
            return count > 0;
        }
    }
}
