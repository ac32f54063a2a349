using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Plots.Verdicts;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Runs;

/// <summary>One training run from a recipe to the files that it leaves.</summary>
internal static class TrainingRun
{
    /// <summary>Trains and writes model.ecnn, history.csv, history.json, report.html unless it is not wanted, and in the end run.json.</summary>
    /// <param name="recipe">What decides the result.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="settings">What does not.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends the run with a checkpoint.</param>
    public static RunDocument Train(Recipe recipe, string folder, RunSettings settings, CommandOutput output, CancellationToken cancellation)
    {
        RunData data = Open(recipe);
        InputContract contract = RecipeReader.Contract(recipe, data.Named, data.Training, settings.Size);
        Network network = RecipeReader.Network(recipe, contract, data.Training.Labels.Count);
        TrainingOptions options = RecipeReader.Options(recipe, contract) with { Threads = settings.Threads, CheckpointEvery = settings.CheckpointEvery, Checkpoint = Path.Combine(folder, "checkpoint.bin") };
        OutputFolder.Create(folder);
        if (!settings.Resume)
            File.Delete(options.Checkpoint);
        output.Note(string.Create(CultureInfo.InvariantCulture, $"{network.Name}: {network.ParameterCount:N0} parameters, {network.MultiplyAdds:N0} multiply-adds, {data.Training.Count:N0} pictures, kernels {KernelSets.Best}"));
        TrainingResult result = null!;
        output.Progress("training", options.Epochs, show => result = Trainer.Run(network, contract, data.Training, data.Validation, options, p => Show(p, show, output), cancellation));
        Evaluation onTest = Evaluator.Run(network, contract, data.Test, options.Loss, settings.Threads);
        string model = Path.Combine(folder, "model.ecnn");
        EcnnWriter.Write(GraphExport.ToGraph(network, contract) with { Provenance = Provenance(recipe, data.Named, onTest) }, model);
        HistoryFile.Write(result.History, folder);
        Verdict verdict = RunHistory.Judge(recipe, network, contract.Task == ModelTask.Multilabel ? 0 : data.Training.Labels.Count, result.History);
        var run = new RunResult(model, network, contract, data, result, onTest, verdict);
        string command = RecipeOptions.Command(recipe, recipe.Data) + (settings.Size is var (height, _) ? $" --size {height}" : "");
        if (settings.Report)
            RunReportMaker.Make(recipe, $"{command} --out {folder}", run, settings.Threads).Save(Path.Combine(folder, "report.html"));
        var document = RunDocument.Of(recipe, command, run);
        document.Write(folder);
        File.Delete(options.Checkpoint);
        output.Note(verdict.ToString());
        return document with { History = result.History };
    }

    private static RunData Open(Recipe recipe)
    {
        var named = NamedData.Parse(recipe.Data);
        IDataset train = named.Open(train: true), test = named.Open(train: false, train.Labels);
        if (recipe.Validation <= 0)
            return new RunData(named, train, null, test);
        var split = DataSplit.Of(train, new SplitOptions { Share = recipe.Validation, Seed = recipe.ValidationLast ? null : recipe.Seed, Stratified = !recipe.ValidationLast });
        return new RunData(named, split.Training, split.Validation, test);
    }

    private static void Show(TrainingProgress p, Action<double, string> bar, CommandOutput output)
    {
        bar(p.Epoch - 1 + ((double)p.Batch / p.Batches), $"epoch {p.Epoch}/{p.Epochs} loss {p.Loss:F4} accuracy {Percent(p.Accuracy)} {p.ImagesPerSecond:F0} pictures/s");
        if (p.Batch == p.Batches)
            output.Note($"epoch {p.Epoch}/{p.Epochs}: loss {p.Loss:F4}, accuracy {Percent(p.Accuracy)}, {p.ImagesPerSecond:F0} pictures/s");
    }

    private static ImmutableSortedDictionary<string, string> Provenance(Recipe recipe, NamedData data, Evaluation onTest) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("train.command", RecipeOptions.Command(recipe, $"{data.Kind}:DIR"))
            .Add("train.testAccuracy", onTest.Accuracy.ToString("F4", CultureInfo.InvariantCulture));

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
