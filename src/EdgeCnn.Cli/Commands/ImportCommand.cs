using System.CommandLine;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn import</c>: ONNX to our model file.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "An .onnx file." };
        Option<string> target = CommonOptions.Out("The .ecnn file to write.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("import", "Reads an ONNX model into an .ecnn file.", "edgecnn import mnist.onnx --out mnist.ecnn")
            .With(model, target, json);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(target);
            NetworkGraph graph = OnnxImporter.Load(parsed.GetRequiredValue(model));
            EcnnWriter.Write(graph, path);
            long bytes = new FileInfo(path).Length;
            new CommandOutput(parsed.GetValue(json)).Result(
                new { model = path, bytes, macs = graph.MultiplyAdds, parameters = graph.Parameters, nodes = graph.Nodes.Length },
                $"{path}: {graph.Nodes.Length} nodes, {graph.MultiplyAdds:N0} multiply-adds, {bytes:N0} bytes");
            return 0;
        });
        return command;
    }
}
