using System.CommandLine;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Cli.Quantizing;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn quantize</c>: float model to int8 model.</summary>
internal static class QuantizeCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        var calibrate = new Option<string>("--calibrate") { Description = "mnist:DIR, fashion-mnist:DIR, cifar10:DIR, folder:DIR, tree:DIR or table:FILE.csv; the training part is used.", HelpName = "DATA", Required = true };
        Option<int> samples = CommonOptions.Count("--samples", "Pictures to calibrate with.", CalibratedModel.UsualSamples);
        Option<int> seed = CommonOptions.Count("--seed", "Decides which pictures.", 1, least: 0);
        Option<string> target = CommonOptions.Out("The int8 model to write.");
        Option<int> golden = CommonOptions.Golden();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("quantize", "Turns a float model into an int8 model.", "edgecnn quantize runs/mnist/model.ecnn --calibrate mnist:data/mnist --out mnist-int8.ecnn")
            .With(model, calibrate, samples, seed, target, golden, json);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Quantize(parsed.GetRequiredValue(model), parsed.GetRequiredValue(calibrate), parsed.GetValue(samples), parsed.GetValue(seed), parsed.GetRequiredValue(target), parsed.GetValue(golden), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Quantize(string model, string calibrate, int samples, int seed, string target, int golden, CommandOutput output, CancellationToken cancellation)
    {
        NetworkGraph graph = ModelFile.Open(model);
        if (graph.Contract is null)
            throw new EdgeCnnException($"{model}: holds no input contract, so pictures cannot be prepared for calibration. Give it one: edgecnn import MODEL.onnx --input-range 0..1 --labels FILE --out MODEL.ecnn.");
        var data = NamedData.Parse(calibrate);
        var (quantized, count) = CalibratedModel.Make(graph, data.Open(train: true), samples, seed, shown => CalibratedModel.Command(data, shown, seed), output, cancellation);
        byte[] bytes = EcnnWriter.ToBytes(quantized);
        var vectors = GoldenMaker.MakeIfAsked(bytes, target, golden, seed, output, cancellation);
        AtomicFile.Write(target, stream => stream.Write(bytes));
        string? manifest = vectors is { } made ? GoldenSet.Write(target, made.Manifest, made.Data) : null;
        long before = new FileInfo(model).Length;
        output.Result(
            new { model = target, samples = count, bytes = bytes.Length, floatBytes = before, golden = manifest },
            $"{target}: int8, {bytes.Length:N0} bytes ({model}: {before:N0}), calibrated with {count:N0} pictures{(manifest is null ? "" : $"; {golden} golden vectors in {manifest}")}");
        return 0;
    }
}
