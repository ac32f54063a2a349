using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Kernels;
using EdgeCnn.Training;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn train</c>: trains a network and writes it with its history.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var architecture = new Argument<string>("ARCHITECTURE") { Description = "mnist-cnn." };
        var data = new Option<string>("--data") { Description = "mnist:DIR, fashion-mnist:DIR or cifar10:DIR.", HelpName = "DATA", Required = true };
        Option<int> epochs = CommonOptions.Count("--epochs", "Passes over the pictures.", 3);
        Option<int> batch = CommonOptions.Count("--batch", "Pictures of a batch.", 64, most: 4096);
        Option<int> seed = CommonOptions.Count("--seed", "Decides initial weights and order; the same seed gives the same weights.", 1, least: 0);
        Option<int> threads = CommonOptions.Count("--threads", "0 for all processors; the result does not depend on it.", 0, least: 0);
        var rate = new Option<float>("--lr") { Description = "Adam's learning rate at the start; it falls in a straight line to 0.", HelpName = "RATE", DefaultValueFactory = _ => 1e-3f };
        Option<string> run = CommonOptions.Out("Folder for model.ecnn, history.csv and history.json.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("train", "Trains a network.", "edgecnn train mnist-cnn --data mnist:data/mnist --epochs 3 --seed 1 --out runs/mnist")
            .With(architecture, data, epochs, batch, seed, threads, rate, run, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var options = new TrainingOptions
                {
                    Epochs = parsed.GetValue(epochs),
                    Batch = parsed.GetValue(batch),
                    Seed = parsed.GetValue(seed),
                    Threads = parsed.GetValue(threads),
                    LearningRate = parsed.GetValue(rate),
                };
                return Train(parsed.GetRequiredValue(architecture), parsed.GetRequiredValue(data), options, parsed.GetRequiredValue(run), new CommandOutput(parsed.GetValue(json)), cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Train(string architecture, string data, TrainingOptions options, string run, CommandOutput output, CancellationToken cancellation)
    {
        if (architecture != "mnist-cnn")
            throw new EdgeCnnException($"architecture '{architecture}' is unknown. Known: mnist-cnn.", ExitCode.Usage);
        if (!float.IsFinite(options.LearningRate) || options.LearningRate <= 0)
            throw new EdgeCnnException($"--lr wants a positive number, got {options.LearningRate}.", ExitCode.Usage);
        NamedData named = NamedData.Parse(data);
        IDataset train = named.Open(train: true), test = named.Open(train: false);
        InputContract contract = named.Contract(train);
        Network network = MnistCnn.Build(new Shape(contract.Height, contract.Width, contract.Channels), train.Labels.Count, options.Seed);
        OutputFolder.Create(run);
        output.Note($"{network.Name}: {network.ParameterCount:N0} parameters, {network.Layers.Sum(layer => layer.MultiplyAdds):N0} multiply-adds, {train.Count:N0} pictures, kernels {KernelSets.Best}");
        IReadOnlyList<EpochResult> history = [];
        output.Progress("training", options.Epochs, show => history = Trainer.Run(network, contract, train, test, options, p => Show(p, show, output), cancellation));

        EpochResult last = history[^1];
        NetworkGraph graph = GraphExport.ToGraph(network, contract) with
        {
            Provenance = Provenance(architecture, named, options, last),
        };
        string model = Path.Combine(run, "model.ecnn");
        EcnnWriter.Write(graph, model);
        HistoryFile.Write(history, run);
        output.Result(
            new { model, architecture, parameters = network.ParameterCount, options.Epochs, options.Seed, testAccuracy = last.TestAccuracy, history },
            $"{model}: {Percent(last.TestAccuracy)} of {test.Count:N0} test pictures right after {options.Epochs} epochs, {last.ImagesPerSecond:F0} pictures/s");
        return 0;
    }

    private static void Show(TrainingProgress p, Action<double, string> bar, CommandOutput output)
    {
        bar(p.Epoch - 1 + ((double)p.Batch / p.Batches), $"epoch {p.Epoch}/{p.Epochs} loss {p.Loss:F4} accuracy {Percent(p.Accuracy)} {p.ImagesPerSecond:F0} pictures/s");
        if (p.Batch == p.Batches)
            output.Note($"epoch {p.Epoch}/{p.Epochs}: loss {p.Loss:F4}, accuracy {Percent(p.Accuracy)}, {p.ImagesPerSecond:F0} pictures/s");
    }

    private static ImmutableSortedDictionary<string, string> Provenance(string architecture, NamedData data, TrainingOptions o, EpochResult last) =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add("train.command", string.Create(CultureInfo.InvariantCulture, $"edgecnn train {architecture} --data {data.Kind}:DIR --epochs {o.Epochs} --batch {o.Batch} --seed {o.Seed} --lr {o.LearningRate}"))
            .Add("train.testAccuracy", last.TestAccuracy.ToString("F4", CultureInfo.InvariantCulture));

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
