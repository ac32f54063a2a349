using System.Diagnostics;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>Measures one model in this process: how long it takes to be there, and how long a run takes once it is warm.</summary>
/// <param name="kernels">The kernel set to force, or null.</param>
/// <param name="runs">Steady runs.</param>
/// <param name="warmUp">How long to run before them.</param>
internal sealed class BenchRun(string? kernels, int runs, TimeSpan warmUp)
{
    /// <summary>Fewer runs than this are no warm-up, however long they take.</summary>
    public const int LeastWarmUpRuns = 3;

    private const long Seed = 1;

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
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = kernels });
        long planned = Stopwatch.GetTimestamp();

        byte[][] inputs = Inputs(graph, session), outputs = [.. session.Outputs.Select(output => new byte[output.SizeBytes])];
        double firstMs = Milliseconds(RunOnce(session, inputs, outputs));
        int warm = 0;
        for (long begin = Stopwatch.GetTimestamp(); warm < LeastWarmUpRuns || Stopwatch.GetElapsedTime(begin) < warmUp; warm++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunOnce(session, inputs, outputs);
        }

        long[] ticks = new long[runs];
        long allocated = 0;
        for (int i = 0; i < runs; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            show((double)i / runs);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ticks[i] = RunOnce(session, inputs, outputs);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return new BenchResult
        {
            Model = target.Name,
            MultiplyAdds = graph.MultiplyAdds,
            LoadMs = Milliseconds(loaded - start),
            PlanMs = Milliseconds(planned - loaded),
            FirstRunMs = firstMs,
            WarmUpRuns = warm,
            Steady = BenchTimes.Of(ticks),
            AllocatedBytes = allocated,
            ArenaBytes = session.ArenaBytes,
            ArenaLowerBoundBytes = session.ArenaLowerBoundBytes,
        };
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

    private static double Milliseconds(long ticks) => Math.Round(ticks * 1e3 / Stopwatch.Frequency, 3);
}
