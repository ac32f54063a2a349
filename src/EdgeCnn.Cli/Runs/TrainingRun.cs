using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Metrics;
using EdgeCnn.Training.Plots.Verdicts;
using EdgeCnn.Training.Recipes;
using EdgeCnn.Training.Tasks;
using EdgeCnn.Training.Transfer;

namespace EdgeCnn.Cli.Runs;

/// <summary>One training run from a recipe to the files that it leaves.</summary>
internal static class TrainingRun
{
    /// <summary>The file of a run that is not finished.</summary>
    public const string CheckpointName = "checkpoint.bin";

    private const string ModelName = "model.ecnn", Int8Name = "int8.ecnn", ReportName = "report.html";

    private const int MostTold = 5; // unreadable pictures

    /// <summary>Trains and writes model.ecnn, history.csv, history.json, int8.ecnn if it is asked for, report.html unless it is not wanted, and in the end run.json.</summary>
    /// <param name="recipe">What decides the result.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="settings">What does not.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellation">Ends the run with a checkpoint.</param>
    public static RunDocument Train(Recipe recipe, string folder, RunSettings settings, CommandOutput output, CancellationToken cancellation)
    {
        RecipeReader.Check(recipe);
        RunData data = RunData.Open(recipe);
        RunStart start = RunStart.Of(recipe, data);
        var (network, contract, task) = start;
        data = data.Seen(task);
        TrainingOptions options = RecipeReader.Options(recipe, contract, task, data.Training) with { Threads = settings.Threads, CheckpointEvery = settings.CheckpointEvery, Checkpoint = Path.Combine(folder, CheckpointName), Run = RunIdentity.Of(recipe, data) };
        if (recipe.From.Length > 0 && Path.GetFullPath(recipe.From) == Path.GetFullPath(Path.Combine(folder, ModelName)))
            throw new EdgeCnnException($"--from {recipe.From}: is the file that this run will replace. Take another --out.", ExitCode.Usage);
        OutputFolder.Create(folder);
        if (settings.Restart)
            File.Delete(options.Checkpoint);
        bool begun = File.Exists(options.Checkpoint);
        if (begun && !settings.Resume)
            throw new EdgeCnnException($"{options.Checkpoint}: is of a run that was stopped. Go on with it by --resume, give it up by --restart, or take another --out.", ExitCode.Usage);
        if (settings.Resume && !begun)
            output.Note($"there is no {options.Checkpoint} to go on from: training begins anew");
        output.Note(string.Create(CultureInfo.InvariantCulture, $"{network.Name}: {network.ParameterCount:N0} parameters, {network.MultiplyAdds:N0} multiply-adds, {data.Training.Count:N0} pictures, tested on {data.Test.Count:N0} {data.TestName}, kernels {KernelSets.Best}"));
        if (start.Head is not null)
            output.Note($"{network.Layers.Count(layer => layer.Parameters.Count > 0 && layer.Parameters.All(parameter => !parameter.IsTrainable))} of {network.Layers.Count(layer => layer.Parameters.Count > 0)} layers with weights are frozen; the new last one is {start.Head}");
        TellUnreadable(recipe, data, output);
        TellEmpty(data, output);
        int told = data.Unreadable.Count;
        if (TransferTraining.Cut(network, data.Training, data.Validation, options) is { } cut)
            output.Note($"what the first {cut.Frozen.Nodes.Length} of {network.Nodes.Length} layers give is computed once for each picture");
        TrainingResult result = null!;
        try
        {
            output.Progress("training", options.Epochs, show => result = TransferTraining.Run(network, contract, data.Training, data.Validation, options, p => Show(p, show, output), done => show(0, $"features of {done:N0} pictures"), cancellation));
        }
        catch (OperationCanceledException) when (File.Exists(options.Checkpoint))
        {
            output.Note($"{options.Checkpoint}: {settings.GoesOnBy} goes on from here, to the same weights");
            throw;
        }

        // What is learned must not be lost for a few pictures that only measure it.
        data.Test.GoOnAnyway();
        Predictions predictions = Evaluator.Predict(network, contract, data.Test, settings.Threads);
        if (predictions.Count == 0)
            throw new EdgeCnnException($"{recipe.Data}: none of its {data.Test.Count:N0} test pictures can be read. Check them with 'edgecnn data check'.");
        Evaluation onTest = predictions.Judge(options.Loss.ToJudgeBy);
        string model = Path.Combine(folder, ModelName);
        NetworkGraph graph = GraphExport.ToGraph(network, contract) with { Provenance = Provenance(recipe, data.Named, task, onTest) };
        Forget(folder);
        EcnnWriter.Write(graph, model);
        HistoryFile.Write(result.History, folder);
        Int8Result? int8 = settings.Quantize ? Int8Result.Make(graph, data, task.Tree, Path.Combine(folder, Int8Name), output, cancellation) : null;
        Verdict verdict = RunHistory.Judge(recipe, network, data.Chance(contract.Task), result.History);
        var run = new RunResult(model, network, contract, data, result, predictions, onTest, verdict, TestMetrics.Of(contract, predictions, task.Tree), int8);
        string command = RecipeOptions.Command(recipe, recipe.Data) + (settings.Quantize ? " --quantize" : "");
        if (settings.Report)
            RunReportMaker.Make(recipe, $"{command} --out {folder}", run).Save(Path.Combine(folder, ReportName));
        var document = RunDocument.Of(recipe, command, run);
        document.Write(folder);
        File.Delete(options.Checkpoint);
        if (data.Unreadable.Count > told)
            TellUnreadable(recipe, data, output);
        output.Note(verdict.ToString());
        return document with { History = result.History };
    }

    // What an earlier run left beside the new model would be taken for its own.
    private static void Forget(string folder)
    {
        foreach (string name in (string[])[RunDocument.FileName, Int8Name, ReportName])
            File.Delete(Path.Combine(folder, name));
    }

    private static void TellUnreadable(Recipe recipe, RunData data, CommandOutput output)
    {
        IReadOnlyList<UnreadablePicture> unreadable = data.Unreadable;
        if (unreadable.Count == 0)
            return;
        output.Note($"{unreadable.Count:N0} {(unreadable.Count == 1 ? "picture" : "pictures")} cannot be read and {(unreadable.Count == 1 ? "takes" : "take")} no part; 'edgecnn data check {recipe.Data}' tells more:");
        foreach (UnreadablePicture picture in unreadable.Take(MostTold))
            output.Note($"  {picture.Reason}");
    }

    private static void TellEmpty(RunData data, CommandOutput output)
    {
        var seen = Enumerable.Range(0, data.Training.Count).SelectMany(data.Training.LabelsOf).ToHashSet();
        string[] empty = [.. data.Training.Labels.Where((_, label) => !seen.Contains(label))];
        if (empty.Length > 0)
            output.Note($"no training pictures of {string.Join(", ", empty.Take(MostTold))}{(empty.Length > MostTold ? $" and {empty.Length - MostTold} more" : "")}: the network cannot learn {(empty.Length == 1 ? "it" : "them")}");
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
            .Add("train.command", RecipeOptions.Command(recipe with { From = Path.GetFileName(recipe.From) }, $"{data.Kind}:DIR"))
            .Add("train.testAccuracy", onTest.Accuracy.ToString("F4", CultureInfo.InvariantCulture));
        return task.Tree is null ? provenance : provenance.Add("train.labels", "a tree: names with '/' between, from the root to the leaf");
    }

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
