using System.CommandLine;
using System.Globalization;
using System.Text;
using EdgeCnn.Cli.Benchmarks;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn bench</c>: how long models take on this machine.</summary>
internal static class BenchCommand
{
    private const double MostSeconds = 3600;

    public static Command Create()
    {
        var models = new Argument<string[]>("MODEL") { Description = "An .ecnn or .onnx file, a folder with a model.onnx, or a folder of such folders.", Arity = ArgumentArity.OneOrMore };
        Option<int> threads = CommonOptions.Count("--threads", "Threads that may work on a run; 0 for one a fast core.", 1, least: 0);
        Option<int> runs = CommonOptions.Count("--runs", "Steady runs to measure.", 50, most: BenchPlan.MostRuns);
        var seconds = new Option<double?>("--seconds") { Description = "Measure steady runs for this long, instead of a number of them.", HelpName = "S" };
        seconds.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is not (> 0 and <= MostSeconds))
                result.AddError($"--seconds wants more than 0 and at most {MostSeconds}, got {token.Value}.");
        });
        Option<int> warmUp = CommonOptions.Count("--warm-up", $"Milliseconds to run before them; at least {BenchRun.LeastWarmUpRuns} runs.", 500, least: 0, most: 600_000);
        Option<string?> kernels = CommonOptions.Kernels();
        var each = new Option<bool>("--each-kernel") { Description = "Time every kernel that accepts a layer, at each layer, and mark the dispatcher's pick." };
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("bench", "Measures load, plan, first run and steady runs of models in this process; with --json each layer too.", "edgecnn bench models/mnist-cnn/model.ecnn --seconds 2 --json")
            .With(models, threads, seconds, runs, warmUp, kernels, each, json);
        command.Validators.Add(result =>
        {
            if (result.GetResult(seconds) is not null && result.GetResult(runs) is { Implicit: false })
                result.AddError("--seconds and --runs exclude each other.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                TimeSpan? steady = parsed.GetValue(seconds) is { } time ? TimeSpan.FromSeconds(time) : null;
                bool document = parsed.GetValue(json);
                var plan = new BenchPlan(parsed.GetValue(kernels) ?? Kernels.KernelSets.Best.Name, parsed.GetValue(threads), parsed.GetValue(runs), steady, TimeSpan.FromMilliseconds(parsed.GetValue(warmUp)), Layers: document);
                if (parsed.GetValue(each))
                    return EachKernelOf(parsed.GetRequiredValue(models), plan, new CommandOutput(document), cancellation);
                return Bench(parsed.GetRequiredValue(models), plan, new CommandOutput(document), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int EachKernelOf(string[] paths, BenchPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        IReadOnlyList<BenchTarget> targets = BenchTarget.Find(paths);
        var results = new List<EachKernel>();
        output.Progress("measuring", targets.Count, show =>
        {
            foreach (BenchTarget target in targets)
            {
                results.Add(EachKernel.Measure(target, plan, cancellation));
                show(results.Count, target.Name);
            }
        });
        MachineFacts machine = MachineFacts.Read();
        object document = targets.Count == 1
            ? new Dictionary<string, object>(results[0].Document) { ["machine"] = machine }
            : new { machine, models = results.Select(result => result.Document) };
        output.Result(document, string.Join("\n\n", results.Select(result => result.Table()).Prepend($"{machine}")));
        return (int)ExitCode.Ok;
    }

    private static int Bench(string[] paths, BenchPlan plan, CommandOutput output, CancellationToken cancellation)
    {
        IReadOnlyList<BenchTarget> targets = BenchTarget.Find(paths);
        var run = new BenchRun(plan);
        var results = new List<BenchResult>();
        var failed = new List<(string Model, string Error)>();
        output.Progress("measuring", targets.Count, show =>
        {
            for (int i = 0; i < targets.Count; i++)
            {
                int done = i;
                try
                {
                    // Only now and then, so that drawing a bar does not disturb what is measured.
                    int tenth = -1;
                    results.Add(run.Run(targets[i], share =>
                    {
                        if (tenth != (int)(10 * share))
                            show(done + ((tenth = (int)(10 * share)) / 10.0), targets[done].Name);
                    }, cancellation));
                }
                catch (EdgeCnnException error) when (targets.Count > 1 && error.ExitCode == ExitCode.BadData)
                {
                    failed.Add((targets[i].Name, error.Message));
                }
            }
        });
        foreach (var (model, error) in failed)
            output.Note($"edgecnn: {model}: {error}");
        MachineFacts machine = MachineFacts.Read();
        // One model is a document of its own.
        object document = targets.Count == 1
            ? new Dictionary<string, object>(results[0].Document) { ["machine"] = machine }
            : new { machine, models = results.Select(result => result.Document), failed = failed.Select(f => new { f.Model, f.Error }) };
        output.Result(document, Table(machine, plan, results));
        return (int)(failed.Count == 0 ? ExitCode.Ok : ExitCode.BadData);
    }

    private static string Table(MachineFacts machine, BenchPlan plan, IReadOnlyList<BenchResult> results)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        int width = Math.Max(5, results.Select(result => result.Model.Length).DefaultIfEmpty().Max());
        text.Append(culture, $"{machine}, kernels {plan.Kernels}, threads {results.Select(result => result.Threads).FirstOrDefault(plan.Threads)}\n");
        text.Append(culture, $"{plan} after a warm-up of {plan.WarmUp.TotalMilliseconds} ms and at least {BenchRun.LeastWarmUpRuns} runs; a run gives inputs, computes and copies outputs.\n");
        text.Append("load (with plan) and first are measured once and hold the JIT compiler's time, most of it in the first model.\n\n");
        text.Append(culture, $"{"model".PadRight(width)} {"load ms",9} {"plan ms",9} {"first ms",9} {"p50 µs",11} {"p95 µs",11} {"p99 µs",11} {"best µs",11} {"GMAC/s",8} {"arena bytes",12} {"at least",12} {"alloc/run",9}\n");
        foreach (BenchResult r in results)
            text.Append(culture, $"{r.Model.PadRight(width)} {r.LoadMs,9:F1} {r.PlanMs,9:F1} {r.FirstRunMs,9:F2} {r.Steady.P50Us,11:F1} {r.Steady.P95Us,11:F1} {r.Steady.P99Us,11:F1} {r.Steady.MinUs,11:F1} {r.GigaMacsPerSecond,8:F2} {r.ArenaBytes,12:N0} {r.ArenaLowerBoundBytes,12:N0} {r.AllocatedBytesPerRun,9:N0}\n");
        return text.ToString().TrimEnd('\n');
    }
}
