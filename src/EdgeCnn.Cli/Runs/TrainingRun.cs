using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Tasks;
using EdgeCnn.Training.Transfer;

namespace EdgeCnn.Cli.Runs;

/// <summary>One training run from a recipe to the files that it leaves.</summary>
internal static class TrainingRun
{
    /// <summary>Trains and writes model.ecnn, history.csv, history.json and, if it is asked for, int8.ecnn.</summary>
    /// <param name="recipe">What decides the result.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="settings">What does not.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends the run with a checkpoint.</param>
    public static RunResult Train(Recipe recipe, string folder, RunSettings settings, CommandOutput output, CancellationToken cancellation)
    {
        NamedData named = NamedData.Parse(recipe.Data);
        IDataset train = named.Open(train: true), test = named.Open(train: false, train.Labels);
        var (network, contract, task) = RunStart.Of(recipe, named, train, settings.Size);
        IDataset? validation = null;
        if (recipe.Validation > 0)
            (train, validation) = DataSplit.Of(train, new SplitOptions { Share = recipe.Validation, Seed = recipe.ValidationLast ? null : recipe.Seed, Stratified = !recipe.ValidationLast });
        (train, validation, test) = (task.Seen(train), validation is null ? null : task.Seen(validation), task.Seen(test));
        TrainingOptions options = RecipeReader.Options(recipe, contract, task) with { Threads = settings.Threads, CheckpointEvery = settings.CheckpointEvery, Checkpoint = Path.Combine(folder, "checkpoint.bin") };
        OutputFolder.Create(folder);
        if (!settings.Resume)
            File.Delete(options.Checkpoint);
        output.Note($"{network.Name}: {network.ParameterCount:N0} parameters, {network.MultiplyAdds:N0} multiply-adds, {train.Count:N0} pictures, kernels {KernelSets.Best}");
        if (TransferTraining.Cut(network, train, validation, options) is { } cut)
            output.Note($"the first {cut.Frozen.Nodes.Length} of {network.Nodes.Length} layers are frozen; what they give is computed once for each picture");
        TrainingResult result = null!;
        output.Progress("training", options.Epochs, show => result = TransferTraining.Run(network, contract, train, validation, options, p => Show(p, show, output), done => show(0, $"features of {done:N0} pictures"), cancellation));
        Predictions predictions = Evaluator.Predict(network, contract, test, settings.Threads);
        if (predictions.Count == 0)
            throw new EdgeCnnException($"{recipe.Data}: none of its {test.Count:N0} test pictures can be read. Check them with 'edgecnn data check'.");
        Evaluation onTest = predictions.Judge(options.Loss);
        string model = Path.Combine(folder, "model.ecnn");
        NetworkGraph graph = GraphExport.ToGraph(network, contract) with { Provenance = Provenance(recipe, named, task, onTest) };
        EcnnWriter.Write(graph, model);
        HistoryFile.Write(result.History, folder);
        File.Delete(options.Checkpoint);
        Int8Result? int8 = settings.Quantize ? Int8Result.Make(graph, named, test, task.Tree, Path.Combine(folder, "int8.ecnn"), output, cancellation) : null;
        return new RunResult(model, network, contract, result, onTest, test.Count, TestMetrics.Of(contract, predictions, task.Tree), int8);
    }

    private static void Show(TrainingProgress p, Action<double, string> bar, CommandOutput output)
    {
        bar(p.Epoch - 1 + ((double)p.Batch / p.Batches), $"epoch {p.Epoch}/{p.Epochs} loss {p.Loss:F4} accuracy {Percent(p.Accuracy)} {p.ImagesPerSecond:F0} pictures/s");
        if (p.Batch == p.Batches)
            output.Note($"epoch {p.Epoch}/{p.Epochs}: loss {p.Loss:F4}, accuracy {Percent(p.Accuracy)}, {p.ImagesPerSecond:F0} pictures/s");
    }

    private static ImmutableSortedDictionary<string, string> Provenance(Recipe recipe, NamedData data, LearningTask task, Evaluation onTest)
    {
        var provenance = ImmutableSortedDictionary<string, string>.Empty
            .Add("train.command", RecipeOptions.Command(recipe, $"{data.Kind}:DIR"))
            .Add("train.testAccuracy", onTest.Accuracy.ToString("F4", CultureInfo.InvariantCulture));
        return task.Tree is null ? provenance : provenance.Add("train.labels", "a tree: names with '/' between, from the root to the leaf");
    }

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
