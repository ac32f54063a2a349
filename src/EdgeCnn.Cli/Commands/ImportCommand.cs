using System.CommandLine;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Cli.Golden;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn import</c>: ONNX to our model file.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "An .onnx file." };
        Option<string> target = CommonOptions.Out("The .ecnn file to write.");
        Option<int> golden = CommonOptions.Golden();
        Option<int> seed = CommonOptions.Count("--seed", "Decides the golden inputs.", 1, least: 0);
        var reading = new ReadingOptions();
        var scaling = new ScalingOptions();
        var labels = new Option<string?>("--labels") { Description = "Names of the outputs, one a line. With it and --input-range the model says how it wants its pictures, as 'quantize' and the agent need.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("import", "Reads an ONNX model into an .ecnn file.", "edgecnn import mobilenet.onnx --input-range 0..1 --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 --labels classes.txt --out mobilenet.ecnn")
            .With([model, target, golden, seed, .. reading.Symbols, .. scaling.Symbols, labels, json]);
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Import(ImportedContract.Give(parsed.GetRequiredValue(model), reading.OpenOnnx(parsed.GetRequiredValue(model), parsed), scaling.Read(parsed), parsed.GetValue(labels)), parsed.GetRequiredValue(target), parsed.GetValue(golden), parsed.GetValue(seed), new CommandOutput(parsed.GetValue(json)), cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Import(NetworkGraph graph, string target, int golden, int seed, CommandOutput output, CancellationToken cancellation)
    {
        byte[] bytes = EcnnWriter.ToBytes(graph);
        // Before anything is written: a model that cannot be run leaves no half of what was asked for.
        var vectors = GoldenMaker.MakeIfAsked(bytes, target, golden, seed, output, cancellation);
        AtomicFile.Write(target, stream => stream.Write(bytes));
        string? manifest = vectors is { } made ? GoldenSet.Write(target, made.Manifest, made.Data) : null;
        output.Result(
            new { model = target, bytes = bytes.Length, macs = graph.MultiplyAdds, parameters = graph.Parameters, nodes = graph.Nodes.Length, golden = manifest, arithmetic = vectors is null ? null : $"{vectors.Value.Manifest.Arithmetic}" },
            $"{target}: {graph.Nodes.Length} nodes, {graph.MultiplyAdds:N0} multiply-adds, {bytes.Length:N0} bytes{(manifest is null ? "" : $"; {golden} golden vectors ({vectors!.Value.Manifest.Arithmetic}) in {manifest}")}");
        return 0;
    }
}
