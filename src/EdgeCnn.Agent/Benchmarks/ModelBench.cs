using EdgeCnn.Agent.Tuning;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>Measures a model that was started: its runs for each number of threads, then its layers.</summary>
/// <param name="options">What was asked.</param>
/// <param name="opener">Makes sessions.</param>
/// <param name="runs">Runs them.</param>
/// <param name="progress">Is told what is done.</param>
/// <param name="cancellation">Ends the measurement early.</param>
internal sealed class ModelBench(BenchOptions options, CheckedModel opener, SteadyRuns runs, BenchProgress progress, CancellationToken cancellation)
{
    private Roof? roof;
    private string roofKernels = "";

    /// <summary>The roof of this core, once a model was measured whose layers are held to it.</summary>
    public Roof? Roof => roof;

    /// <summary>Measures a model that has just given its first result.</summary>
    /// <returns>Null if the user ended the measurement before the first steady run.</returns>
    /// <exception cref="EdgeCnnException">No kernel set can run the model with another number of threads.</exception>
    public ModelResult? Run(ModelStart start)
    {
        var (model, session, inputs, times, resident) = start;
        ThreadResult[] byThreads = [.. options.Threads.Select((threads, i) => Measure(i == 0 ? session : opener.Open(model, new SessionOptions { Threads = threads }), model, inputs)).OfType<ThreadResult>()];
        if (byThreads.Length == 0)
            return null;
        bool cut = cancellation.IsCancellationRequested;
        long? peak = ProcessMemory.PeakBytes;
        BenchLayer[] layers = options.Runs > 0 ? [] : Layers(model, inputs, ref cut);
        TimeSummary first = byThreads[0].Sustained;
        return new ModelResult
        {
            Model = model.Path,
            Fingerprint = model.Fingerprint,
            Kernels = session.Kernels,
            KernelNames = [.. session.Plan.Steps.Select(step => step.Kernel).Distinct().Order(StringComparer.Ordinal)],
            Threads = byThreads[0].Threads,
            Runs = first.Runs,
            MinUs = first.MinUs,
            P50Us = first.P50Us,
            P95Us = first.P95Us,
            P99Us = first.P99Us,
            Macs = session.Graph.MultiplyAdds,
            BeforeMs = times.BeforeMs,
            ReadMs = times.ReadMs,
            PlanMs = times.PlanMs,
            LoadMs = Math.Round(times.ReadMs + times.PlanMs, 2),
            FirstRunMs = times.FirstMs,
            MainToFirstResultMs = times.TotalMs,
            CompileMs = times.CompileMs,
            CompiledMethods = times.CompiledMethods,
            ArenaBytes = session.ArenaBytes,
            WeightBytes = session.Plan.PackedWeightBytes,
            RssBytes = resident,
            RssPeakBytes = peak,
            ByThreads = byThreads,
            Layers = layers,
            Cut = cut,
        };
    }

    private ThreadResult? Measure(InferenceSession session, AgentModel model, RandomInputs inputs)
    {
        if (cancellation.IsCancellationRequested)
            return null;
        TimeSummary? burst = null, sustained;
        RunTimes times;
        if (options.Runs > 0)
            (sustained, times) = runs.Count(session, inputs, options.Runs);
        else
            (burst, sustained, times) = runs.For(session, inputs, TimeSpan.FromSeconds(options.Seconds), $"{Path.GetFileName(model.Path)}, {session.Threads} {(session.Threads == 1 ? "thread" : "threads")}");
        if (sustained is null)
            return null;
        return new ThreadResult(session.Threads, sustained, burst, Math.Round(1e6 / sustained.MeanUs, 2), Math.Round(session.Graph.MultiplyAdds / (sustained.P50Us * 1e3), 3), Histogram.Of(times, sustained));
    }

    private BenchLayer[] Layers(AgentModel model, RandomInputs inputs, ref bool cut)
    {
        try
        {
            progress.Show($"{Path.GetFileName(model.Path)}, layers", 1);
            InferenceSession session = opener.Open(model, new SessionOptions { Threads = 1, Profile = true });
            if (KernelSets.Find(session.Kernels) is { IsSupported: true } set && roofKernels != set.Name)
            {
                roof = new RoofMeter(set, CacheSizes.Read()).Measure(cancellation);
                roofKernels = set.Name;
            }

            if (roof is null || roofKernels != session.Kernels)
                return [];
            double[] us = LayerTimer.Run(session, inputs, cancellation);
            long bytes = session.Plan.PackedWeightBytes + session.ArenaBytes;
            return [.. session.Plan.Steps.Select((step, i) => BenchLayer.Of(step, us[i], roof, bytes))];
        }
        catch (OperationCanceledException)
        {
            cut = true;
            return [];
        }
    }
}
