using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Runs;

/// <summary>One training run from a recipe to the files that it leaves.</summary>
internal static class TrainingRun
{
    /// <summary>Trains and writes model.ecnn, history.csv and history.json.</summary>
    /// <param name="recipe">What decides the result.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="settings">What does not.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends the run with a checkpoint.</param>
    public static RunResult Train(Recipe recipe, string folder, RunSettings settings, CommandOutput output, CancellationToken cancellation)
    {
        NamedData named = NamedData.Parse(recipe.Data);
        IDataset train = named.Open(train: true), test = named.Open(train: false, train.Labels);
        InputContract contract = RecipeReader.Contract(recipe, named, train, settings.Size);
        IDataset? validation = null;
        if (recipe.Validation > 0)
            (train, validation) = DataSplit.Of(train, new SplitOptions { Share = recipe.Validation, Seed = recipe.ValidationLast ? null : recipe.Seed, Stratified = !recipe.ValidationLast });
        Network network = RecipeReader.Network(recipe, contract, train.Labels.Count);
        TrainingOptions options = RecipeReader.Options(recipe, contract) with { Threads = settings.Threads, CheckpointEvery = settings.CheckpointEvery, Checkpoint = Path.Combine(folder, "checkpoint.bin") };
        OutputFolder.Create(folder);
        if (!settings.Resume)
            File.Delete(options.Checkpoint);
        output.Note($"{network.Name}: {network.ParameterCount:N0} parameters, {network.MultiplyAdds:N0} multiply-adds, {train.Count:N0} pictures, kernels {KernelSets.Best}");
        TrainingResult result = null!;
        output.Progress("training", options.Epochs, show => result = Trainer.Run(network, contract, train, validation, options, p => Show(p, show, output), cancellation));
        Evaluation onTest = Evaluator.Run(network, contract, test, options.Loss, settings.Threads);
        string model = Path.Combine(folder, "model.ecnn");
        EcnnWriter.Write(GraphExport.ToGraph(network, contract) with { Provenance = Provenance(recipe, named, onTest) }, model);
        HistoryFile.Write(result.History, folder);
        File.Delete(options.Checkpoint);
        return new RunResult(model, network, contract, result, onTest, test.Count);
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
