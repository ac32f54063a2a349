using System.Diagnostics;
using EdgeCnn.Agent.Tuning;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>
/// Runs a warm session one run behind the other: input given, run, output taken, then the next, which is the single-stream scenario.
/// </summary>
/// <remarks>Source: Banbury et al. 2021, "MLPerf Tiny Benchmark", §4: latency of one inference at a time, over at least ten seconds.</remarks>
/// <param name="trace">Gets a reading a second, between two runs.</param>
/// <param name="progress">Is told how far it is.</param>
/// <param name="cancellation">Ends the measurement early.</param>
internal sealed class SteadyRuns(BoardTrace trace, BenchProgress progress, CancellationToken cancellation)
{
    /// <summary>Runs before any time is looked at.</summary>
    public const int WarmUpRuns = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>A fixed number of runs, with nothing before them.</summary>
    public (TimeSummary? Sustained, RunTimes Times) Count(InferenceSession session, RandomInputs inputs, int runs)
    {
        byte[][] outputs = Outputs(session);
        var times = new RunTimes();
        for (int run = 0; run < runs && !cancellation.IsCancellationRequested; run++)
            times.Add(Once(session, inputs, outputs));
        trace.Read(session.Threads);
        return (times.Summarize(), times);
    }

    /// <summary>Warm-up, a second of rest, then runs for so long; at least one, unless the user ends it before.</summary>
    /// <param name="session">The session.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="time">How long.</param>
    /// <param name="what">What the progress line says.</param>
    public (TimeSummary? Burst, TimeSummary? Sustained, RunTimes Times) For(InferenceSession session, RandomInputs inputs, TimeSpan time, string what)
    {
        byte[][] outputs = Outputs(session);
        RunTimes burst = new(1 << 14), sustained = new();
        long warm = Stopwatch.GetTimestamp();
        for (int run = 0; (run < WarmUpRuns || Stopwatch.GetElapsedTime(warm) < WarmUp) && !cancellation.IsCancellationRequested; run++)
            Once(session, inputs, outputs);
        cancellation.WaitHandle.WaitOne(Idle);
        trace.Read(threads: 0);

        long begin = Stopwatch.GetTimestamp(), end = begin + (long)(time.TotalSeconds * Stopwatch.Frequency), burstEnd = begin + Stopwatch.Frequency;
        for (long now = begin; now < end && !cancellation.IsCancellationRequested; now = Stopwatch.GetTimestamp())
        {
            long run = Once(session, inputs, outputs);
            sustained.Add(run);
            if (now < burstEnd)
                burst.Add(run);
            if (trace.IsDue(now))
                trace.Read(session.Threads);
            progress.Show(what, (now - begin) / (double)(end - begin));
        }

        trace.Read(session.Threads);
        return (burst.Summarize(), sustained.Summarize(), sustained);
    }

    /// <summary>One run and its time.</summary>
    public static long Once(InferenceSession session, RandomInputs inputs, byte[][] outputs)
    {
        long start = Stopwatch.GetTimestamp();
        inputs.Give(session);
        session.Run();
        for (int i = 0; i < outputs.Length; i++)
            session.CopyOutputBytes(i, outputs[i]);
        return Stopwatch.GetTimestamp() - start;
    }

    /// <summary>Memory for a session's outputs.</summary>
    public static byte[][] Outputs(InferenceSession session)
    {
        byte[][] outputs = new byte[session.Outputs.Length][];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = new byte[session.Outputs[i].SizeBytes];
        return outputs;
    }
}
