using System.CommandLine;
using System.Globalization;
using EdgeCnn.Cli.Sweeps;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn sweep</c>: trains variants of a run and compares them.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A YAML file of common settings, seeds and variants; a setting is an option of 'edgecnn train' without its dashes." };
        Option<int> threads = CommonOptions.Count("--threads", "0 for all processors; the result does not depend on it.", 0, least: 0);
        Option<string> folder = CommonOptions.Out("Folder for sweep.html, sweep.svg, sweep.png and a folder for each run; runs that are finished there are not run again.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("sweep", "Trains variants of a run one after another and compares them.", "edgecnn sweep src/EdgeCnn.Training/Recipes/course-cifar.yaml --out runs/course-cifar")
            .With(file, threads, folder, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Sweep(parsed.GetRequiredValue(file), parsed.GetRequiredValue(folder), parsed.GetValue(threads), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Sweep(string file, string folder, int threads, CommandOutput output, CancellationToken cancellation)
    {
        SweepPlan plan = SweepFile.Read(file);
        SweepOutcome outcome = SweepRunner.Run(plan, $"edgecnn sweep {file} --out {folder}", folder, threads, output, cancellation);
        string? page = outcome.Runs.Count > 0 ? Path.Combine(folder, "sweep.html") : null;
        output.Result(
            new
            {
                page,
                plan.Title,
                plan.Seeds,
                runs = outcome.Runs.Select(run => new { variant = run.Variant.Name, changes = run.Variant.Changes, run.Seed, run.Folder, result = run.Document }),
                failures = outcome.Failures.Select(failure => new { variant = failure.Variant.Name, changes = failure.Variant.Changes, failure.Seed, failure.Reason }),
            },
            string.Join('\n', [.. outcome.Runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Variant.Name}, seed {run.Seed}: test {run.Document.TestAccuracy:F4}. {run.Document.Verdict.Headline}")), .. outcome.Failures.Select(failure => $"{failure.Variant.Name}, seed {failure.Seed}: {failure.Reason}"), .. page is null ? Array.Empty<string>() : [page]]));
        return outcome.Failures.Count == 0 ? 0 : (int)ExitCode.CheckFailed;
    }
}
