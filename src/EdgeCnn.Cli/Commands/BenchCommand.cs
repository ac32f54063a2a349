using System.CommandLine;
using System.Globalization;
using System.Text;
using EdgeCnn.Cli.Benchmarks;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn bench</c>: how long models take on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("MODEL") { Description = "An .ecnn or .onnx file, a folder with a model.onnx, or a folder of such folders.", Arity = ArgumentArity.OneOrMore };
        Option<int> runs = CommonOptions.Count("--runs", "Steady runs to measure.", 50, most: 1_000_000);
        Option<int> warmUp = CommonOptions.Count("--warm-up", $"Milliseconds to run before them; at least {BenchRun.LeastWarmUpRuns} runs.", 500, least: 0, most: 600_000);
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("bench", "Measures load, plan, first run and steady runs of models in this process.", "edgecnn bench models/mnist-cnn/model.ecnn --runs 200")
            .With(models, runs, warmUp, kernels, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Bench(parsed.GetRequiredValue(models), parsed.GetValue(kernels), parsed.GetValue(runs), parsed.GetValue(warmUp), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Bench(string[] paths, string? kernels, int runs, int warmUpMs, CommandOutput output, CancellationToken cancellation)
    {
        IReadOnlyList<BenchTarget> targets = BenchTarget.Find(paths);
        string set = kernels ?? Kernels.KernelSets.Best.Name;
        var run = new BenchRun(set, runs, TimeSpan.FromMilliseconds(warmUpMs));
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
        output.Result(
            new { machine, kernels = set, runs, warmUpMs, leastWarmUpRuns = BenchRun.LeastWarmUpRuns, models = results, failed = failed.Select(f => new { f.Model, f.Error }) },
            Table(machine, set, runs, warmUpMs, results));
        return (int)(failed.Count == 0 ? ExitCode.Ok : ExitCode.BadData);
    }

    private static string Table(MachineFacts machine, string kernels, int runs, int warmUpMs, IReadOnlyList<BenchResult> results)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        int width = Math.Max(5, results.Select(result => result.Model.Length).DefaultIfEmpty().Max());
        text.Append(culture, $"{machine}, kernels {kernels}\n");
        text.Append(culture, $"{runs} runs after a warm-up of {warmUpMs} ms and at least {BenchRun.LeastWarmUpRuns} runs; a run gives inputs, computes and copies outputs.\n");
        text.Append("load, plan and first are measured once and hold the JIT compiler's time, most of it in the first model.\n\n");
        text.Append(culture, $"{"model".PadRight(width)} {"load ms",9} {"plan ms",9} {"first ms",9} {"median µs",11} {"p95 µs",11} {"best µs",11} {"GMAC/s",8} {"arena bytes",12} {"at least",12} {"allocated",9}\n");
        foreach (BenchResult r in results)
            text.Append(culture, $"{r.Model.PadRight(width)} {r.LoadMs,9:F1} {r.PlanMs,9:F1} {r.FirstRunMs,9:F2} {r.Steady.MedianUs,11:F1} {r.Steady.P95Us,11:F1} {r.Steady.MinUs,11:F1} {r.GigaMacsPerSecond,8:F2} {r.ArenaBytes,12:N0} {r.ArenaLowerBoundBytes,12:N0} {r.AllocatedBytes,9:N0}\n");
        return text.ToString().TrimEnd('\n');
    }
}
