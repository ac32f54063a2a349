using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Agent.Benchmarks.Report;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent bench</c>: how long this board takes from the start to a model's first result, and for a run once it is warm; which layers take it, and what the board felt.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Opens what gets warnings and, on a terminal, how far it is.</param>
/// <param name="main">The stopwatch at the program's first line.</param>
/// <param name="sensors">The board's sensors; others in tests.</param>
internal sealed class BenchCommand(BenchOptions options, Stream output, Func<TextWriter> error, long main, Func<IBoardSensors>? sensors = null)
{
    /// <returns>0, or 5 for a throttled board where that was asked for.</returns>
    /// <param name="cancellation">Ends the measurement early; so do SIGINT and SIGTERM.</param>
    /// <exception cref="EdgeCnnException">A model is damaged or cannot be run, the report cannot be written, or the user ended it before there was anything to tell.</exception>
    public int Run(CancellationToken cancellation = default)
    {
        if (options.Report is { } path && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new EdgeCnnException($"--report {path}: there is no folder {folder}. Make it, or choose another one.", ExitCode.Usage);
        CheckedModel opener = CheckedModel.Of(options.Kernels, error);
        ModelStart start = ModelStart.Of(options.Models[0], opener, options.Threads[0], main);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
        var trace = new BoardTrace(sensors is null ? new SysfsSensors() : sensors());
        var progress = new BenchProgress(Console.IsErrorRedirected ? null : error());
        var bench = new ModelBench(options, opener, new SteadyRuns(trace, progress, stop.Token), progress, stop.Token);
        trace.Read(threads: 0);

        var results = new List<ModelResult>();
        var starts = new List<StartTimes>();
        for (int i = 0; i < options.Models.Count && !stop.IsCancellationRequested; i++)
        {
            if (i > 0)
                start = ModelStart.Of(options.Models[i], opener, options.Threads[0], Stopwatch.GetTimestamp());
            if (bench.Run(start) is not { } result)
                break;
            results.Add(result);
            starts.Add(start.Times);
        }

        progress.Clear();
        if (results.Count == 0)
            throw new EdgeCnnException("the measurement was ended before there was anything to tell.", ExitCode.CheckFailed);
        return Tell(Report(results, bench.Roof, trace, stop.IsCancellationRequested), starts);
    }

    private BenchReport Report(List<ModelResult> results, Roof? roof, BoardTrace trace, bool cut)
    {
        IReadOnlyList<string> reasons = trace.Reasons();
        return new BenchReport(BenchReport.CurrentSchema, DateTime.UtcNow, "single-stream", BenchProgram.Read(), BenchMachine.Read(), reasons.Count > 0, reasons, cut || results.Any(result => result.Cut), options.Runs > 0 ? null : options.Seconds, results, roof, trace.Points);
    }

    private int Tell(BenchReport report, List<StartTimes> starts)
    {
        // First what cannot fail: a full disk must not take the figures with it.
        output.Write(options.Json ? report.ToJson() : Encoding.UTF8.GetBytes(BenchText.Of(report, starts)));
        output.Flush();
        if (options.Report is { } path)
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ReportPage.Of(report))));
        return (int)(report.Throttled && options.Strict ? ExitCode.CheckFailed : ExitCode.Ok);
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
