using System.Globalization;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Reports;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Summaries;

namespace EdgeCnn.Cli.Runs;

/// <summary>Makes the page of a run: its curves and what they say, its answers to test pictures, what is inside the network.</summary>
internal static class RunReportMaker
{
    private const int Samples = 25, Mistakes = 24, MapLayers = 24;

    /// <summary>Collects all that the page shows.</summary>
    /// <param name="recipe">The settings.</param>
    /// <param name="command">The command that runs it again.</param>
    /// <param name="run">What came of it.</param>
    public static RunReport Make(Recipe recipe, string command, RunResult run)
    {
        var (network, data) = (run.Network, run.Data);
        var answers = new TestAnswers(data.Test, run.Predictions, run.Contract.Task);
        NetworkSummary summary = NetworkSummary.Of(network);
        int seen = DatasetPictures.FirstReadable(data.Test);
        return new RunReport
        {
            Title = $"{network.Name} on {data.Title}",
            Made = $"Trained with EdgeCnn, {DateTime.Now.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}",
            CommandLine = command,
            Results = Results(run),
            Facts = Facts(recipe, run),
            Curves = new RunCurves(network.Name, RunHistory.Points(run.Training.History)),
            Verdict = run.Verdict,
            Layers = [.. summary.Layers.Select(layer => new ReportLayer(layer.Name, layer.Kind, layer.OutputText, layer.Parameters, layer.MultiplyAdds))],
            Confusion = answers.Confusion(),
            JudgedOn = string.Create(CultureInfo.InvariantCulture, $"{data.Test.Count:N0} {data.TestName}"),
            Samples = DatasetPictures.First(data.Training, Samples),
            Mistakes = new ModelAnswers(data.Test, answers).Mistakes(Mistakes),
            Filters = [.. ConvolutionFilters.Of(network).Take(1)],
            MapPicture = seen < 0 ? null : DatasetPictures.Of(data.Test, seen),
            Maps = seen < 0 ? [] : FeatureMaps.Of(network, run.Contract, data.Test, seen, MapLayers),
            Confidences = answers.Confidences,
            AnswersRight = answers.Right,
            Roc = answers.Questions(),
        };
    }

    private static IReadOnlyList<ReportFact> Results(RunResult run)
    {
        List<ReportFact> results = [new("test accuracy", Percent(run.Test.Accuracy)), new("test loss", run.Test.Loss.ToString("0.0000", CultureInfo.InvariantCulture))];
        if (run.Int8 is { } int8)
            results.Add(new("test accuracy, int8", Percent(int8.Metrics.Top1)));
        if (run.Training.Validation is { } validation)
            results.Add(new("validation accuracy", Percent(validation.Accuracy)));
        results.Add(new("training accuracy", Percent(run.Training.Kept.Accuracy)));
        return results;
    }

    private static IReadOnlyList<ReportFact> Facts(Recipe recipe, RunResult run)
    {
        var (network, data, history) = (run.Network, run.Data, run.Training.History);
        List<ReportFact> facts =
        [
            new("architecture", network.Name),
            new("parameters", Count(network.ParameterCount)),
            new("multiply-adds", Count(network.MultiplyAdds)),
            new("input", string.Join('×', network.Input.Dims)),
            new("training pictures", Count(data.Training.Count)),
            new("validation pictures", Count(data.Validation?.Count ?? 0)),
            new("test pictures", Count(data.Test.Count)),
            new("epochs", run.Training.StoppedEarly ? $"{history.Count} of {recipe.Epochs}" : $"{history.Count}"),
            new("batch", $"{recipe.Batch}"),
            new("optimizer", recipe.Optimizer),
            new("learning rate", string.Create(CultureInfo.InvariantCulture, $"{recipe.LearningRate}, {recipe.Schedule}")),
            new("seed", $"{recipe.Seed}"),
            new("pictures a second", Count((long)history.Average(epoch => epoch.ImagesPerSecond))),
        ];
        if (run.Int8 is { } int8)
            facts.Add(new("int8 model", $"{Count(int8.Bytes)} bytes, calibrated with {Count(int8.Samples)} training pictures"));
        if (run.Training.BestEpoch is { } best)
            facts.Add(new("weights of epoch", $"{best}"));
        if (recipe.Augment.Length > 0)
            facts.Add(new("augmentation", recipe.Augment));
        if (run.Training.Skipped > 0)
            facts.Add(new("not readable", $"{Count(run.Training.Skipped)} times a picture was left out"));
        return facts;
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
