using System.Diagnostics;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>Measures one model in this process: how long it takes to be there, and how long a run takes once it is warm.</summary>
internal sealed class BenchRun(BenchPlan plan)
{
    /// <summary>Fewer runs than this are no warm-up, however long they take.</summary>
    public const int LeastWarmUpRuns = 3;

    private const long Seed = 1;
    private const int AllocationBatches = 3, AllocationRuns = 3;
    private const int LeastProfiledRuns = 5, MostProfiledRuns = 200;
    private static readonly TimeSpan ProfileTime = TimeSpan.FromSeconds(1);

    /// <summary>Loads, plans and runs a model.</summary>
    /// <param name="target">The model.</param>
    /// <param name="show">Gets the share of the steady runs that is done.</param>
    /// <param name="cancellation">Asked before each run.</param>
    /// <exception cref="EdgeCnnException">The model cannot be read or run.</exception>
    public BenchResult Run(BenchTarget target, Action<double> show, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        NetworkGraph graph = ModelFile.Open(target.Path);
        long loaded = Stopwatch.GetTimestamp();
        InferenceSession session = Session(graph, profile: false);
        long planned = Stopwatch.GetTimestamp();

        byte[][] inputs = Inputs(graph, session), outputs = [.. session.Outputs.Select(output => new byte[output.SizeBytes])];
        double firstMs = Milliseconds(RunOnce(session, inputs, outputs));
        int warm = 0;
        for (long begin = Stopwatch.GetTimestamp(); warm < LeastWarmUpRuns || Stopwatch.GetElapsedTime(begin) < plan.WarmUp; warm++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunOnce(session, inputs, outputs);
        }

        BenchTimes steady = Steady(session, inputs, outputs, show, cancellation);
        return new BenchResult
        {
            Model = target.Name,
            Kernels = session.Kernels,
            Threads = session.Threads,
            MultiplyAdds = graph.MultiplyAdds,
            LoadMs = Milliseconds(planned - start),
            PlanMs = Milliseconds(planned - loaded),
            FirstRunMs = firstMs,
            WarmUpRuns = warm,
            Steady = steady,
            AllocatedBytesPerRun = AllocatedBytes(session, inputs, outputs),
            ArenaBytes = session.ArenaBytes,
            ArenaLowerBoundBytes = session.ArenaLowerBoundBytes,
            PeakRssBytes = PeakRss(),
            Layers = plan.Layers ? Layers(graph, inputs, outputs, cancellation) : [],
        };
    }

    private InferenceSession Session(NetworkGraph graph, bool profile) =>
        InferenceSession.Create(graph, new SessionOptions { Kernels = plan.Kernels, Threads = plan.Threads, Profile = profile });

    private BenchTimes Steady(InferenceSession session, byte[][] inputs, byte[][] outputs, Action<double> show, CancellationToken cancellation)
    {
        long[] ticks = new long[plan.Steady is null ? plan.Runs : BenchPlan.MostRuns];
        int runs = 0;
        for (long begin = Stopwatch.GetTimestamp(); runs < ticks.Length; runs++)
        {
            cancellation.ThrowIfCancellationRequested();
            double done = plan.Steady is { } time ? Stopwatch.GetElapsedTime(begin) / time : (double)runs / plan.Runs;
            if (done >= 1 && runs > 0)
                break;
            show(Math.Min(done, 1));
            ticks[runs] = RunOnce(session, inputs, outputs);
        }

        return BenchTimes.Of(ticks.AsSpan(0, runs));
    }

    // The counter is the process's, so that the pool's threads count; a batch in which something else allocated is not the cleanest.
    private static double AllocatedBytes(InferenceSession session, byte[][] inputs, byte[][] outputs)
    {
        long least = long.MaxValue;
        for (int batch = 0; batch < AllocationBatches; batch++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < AllocationRuns; i++)
                RunOnce(session, inputs, outputs);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return (double)least / AllocationRuns;
    }

    private IReadOnlyList<BenchLayer> Layers(NetworkGraph graph, byte[][] inputs, byte[][] outputs, CancellationToken cancellation)
    {
        // A session of its own: taking the time of each step is no part of what the steady runs measure.
        InferenceSession session = Session(graph, profile: true);
        var times = new StepTimes(session);
        RunOnce(session, inputs, outputs);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < MostProfiledRuns && (i < LeastProfiledRuns || Stopwatch.GetElapsedTime(begin) < ProfileTime); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunOnce(session, inputs, outputs);
            times.Add();
        }

        return times.Layers();
    }

    private static byte[][] Inputs(NetworkGraph graph, InferenceSession session)
    {
        var random = new RandomInputs(graph, Seed);
        byte[][] inputs = [.. session.Inputs.Select(input => new byte[input.SizeBytes])];
        for (int i = 0; i < inputs.Length; i++)
            random.Fill(i, inputs[i]);
        return inputs;
    }

    private static long RunOnce(InferenceSession session, byte[][] inputs, byte[][] outputs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < inputs.Length; i++)
            session.SetInputBytes(i, inputs[i]);
        session.Run();
        for (int i = 0; i < outputs.Length; i++)
            session.CopyOutputBytes(i, outputs[i]);
        return Stopwatch.GetTimestamp() - start;
    }

    private static long PeakRss()
    {
        using Process own = Process.GetCurrentProcess();
        return own.PeakWorkingSet64;
    }

    private static double Milliseconds(long ticks) => Math.Round(ticks * 1e3 / Stopwatch.Frequency, 3);
}
