using System.Diagnostics;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>Takes the time of each step of a session that was made with <see cref="SessionOptions.Profile"/>.</summary>
internal static class LayerTimer
{
    private const int LeastRuns = 3;
    private const int MostRuns = 200;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    /// <summary>Runs it for about a second.</summary>
    /// <param name="session">The session.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="cancellation">Asked before each run.</param>
    /// <returns>Median microseconds of each step.</returns>
    /// <exception cref="OperationCanceledException">The user does not want to wait.</exception>
    public static double[] Run(InferenceSession session, RandomInputs inputs, CancellationToken cancellation)
    {
        int steps = session.Plan.Steps.Length, runs = 0;
        long[][] ticks = new long[steps][];
        for (int step = 0; step < steps; step++)
            ticks[step] = new long[MostRuns];
        Once();
        long begin = Stopwatch.GetTimestamp();
        while (runs < MostRuns && (runs < LeastRuns || Stopwatch.GetElapsedTime(begin) < Time))
        {
            Once();
            for (int step = 0; step < steps; step++)
                ticks[step][runs] = session.StepTicks[step];
            runs++;
        }

        return [.. ticks.Select(of => Median(of.AsSpan(0, runs)))];

        void Once()
        {
            cancellation.ThrowIfCancellationRequested();
            inputs.Give(session);
            session.Run();
        }
    }

    private static double Median(Span<long> ticks)
    {
        ticks.Sort();
        return Math.Round(ticks[(ticks.Length - 1) / 2] * 1e6 / Stopwatch.Frequency, 2);
    }
}
