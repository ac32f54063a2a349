using System.Globalization;
using EdgeCnn.Cli.Runs;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Reports;
using EdgeCnn.Training.Plots.Tables;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>The comparison of a sweep's runs: sweep.html, sweep.svg and sweep.png. Numbers and curves of a variant are means over its seeds.</summary>
internal static class SweepFiles
{
    private const string Failed = "diverged, not finished";

    private static readonly SweepColumn[] Columns =
    [
        new("test", BestValue.Highest), new("validation", BestValue.Highest), new("val. loss", BestValue.Lowest), new("training"), new("gap"), new("parameters", Format: "#,0"), new("runs", Format: "0"),
    ];

    /// <summary>Writes the three files for the runs so far.</summary>
    public static void Write(SweepPlan plan, string command, SweepOutcome outcome, string folder)
    {
        List<SweepRun> runs = outcome.Runs;
        // Without a curve there is nothing to compare, and what is there is of an earlier sweep.
        if (runs.Count == 0)
        {
            foreach (string name in (string[])["sweep.svg", "sweep.png", "sweep.html"])
                File.Delete(Path.Combine(folder, name));
            return;
        }

        IGrouping<SweepVariant, SweepRun>[] variants = [.. runs.GroupBy(run => run.Variant)];
        SweepRow[] rows = [.. plan.Variants.Select(variant => Row(variant, [.. runs.Where(run => run.Variant == variant).Select(run => run.Document)], outcome.Failures.Count(failure => failure.Variant == variant))).OfType<SweepRow>()];
        RunCurves[] curves = [.. variants.Select(runs => new RunCurves(runs.Key.Name, Mean([.. runs])))];
        var picture = SweepPicture.Draw(plan.Title, Columns, rows, curves);
        picture.Save(Path.Combine(folder, "sweep.svg"));
        picture.Save(Path.Combine(folder, "sweep.png"));
        new SweepReport
        {
            Title = plan.Title,
            CommandLine = command,
            Common = [.. plan.Common.Select(word => new ReportFact(word.Name, word.Value)), new ReportFact("seeds", string.Join(", ", plan.Seeds))],
            Columns = Columns,
            Rows = rows,
            Curves = curves,
            Verdicts = [.. runs.Select(run => new ReportFact(Name(plan, run.Variant, run.Seed), run.Document.Verdict.Headline)), .. outcome.Failures.Select(failure => new ReportFact(Name(plan, failure.Variant, failure.Seed), failure.Reason))],
            Pages = [.. runs.Select(run => new ReportFact(Name(plan, run.Variant, run.Seed), $"{run.Folder}/report.html"))],
        }.Save(Path.Combine(folder, "sweep.html"));
    }

    private static string Name(SweepPlan plan, SweepVariant variant, long seed) => plan.Seeds.Count == 1 ? variant.Name : $"{variant.Name}, seed {seed}";

    // Null for a variant whose turn has not come.
    private static SweepRow? Row(SweepVariant variant, RunDocument[] documents, int failures)
    {
        if (documents.Length == 0)
            return failures == 0 ? null : new SweepRow(variant.Name, [.. Columns.Select(_ => double.NaN)], Failed);
        double training = documents.Average(run => run.TrainAccuracy), validation = documents.Average(run => run.ValidationAccuracy ?? double.NaN);
        string[] kinds = [.. documents.GroupBy(run => run.Verdict.Kind).OrderByDescending(kind => kind.Count()).Select(kind => Words(kind.Key))];
        return new SweepRow(
            variant.Name,
            [documents.Average(run => run.TestAccuracy), validation, documents.Average(run => run.ValidationLoss ?? double.NaN), training, training - validation, documents[0].Parameters, documents.Length],
            string.Join(" / ", [.. kinds, .. failures > 0 ? [Failed] : Array.Empty<string>()]));
    }

    // Only the epochs that all have.
    private static IReadOnlyList<EpochPoint> Mean(IReadOnlyList<SweepRun> runs)
    {
        IReadOnlyList<EpochPoint>[] all = [.. runs.Select(run => RunHistory.Points(run.History))];
        return [.. Enumerable.Range(0, all.Min(points => points.Count)).Select(i => new EpochPoint(
            all[0][i].Epoch,
            all.Average(points => points[i].Loss),
            all.Average(points => points[i].Accuracy),
            all.Average(points => points[i].ValidationLoss),
            all.Average(points => points[i].ValidationAccuracy)))];
    }

    // stillImproving → still improving
    private static string Words(string kind) => string.Concat(kind.Select(c => char.IsUpper(c) ? $" {char.ToLower(c, CultureInfo.InvariantCulture)}" : $"{c}"));
}
