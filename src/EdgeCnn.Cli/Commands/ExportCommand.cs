using System.CommandLine;
using EdgeCnn.Graph;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn export</c>: our model file to ONNX.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string> target = CommonOptions.Out("The .onnx file to write.");
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("export", "Writes a model as ONNX; an int8 model in QDQ form.", "edgecnn export models/mnist-cnn/model.ecnn --out mnist.onnx")
            .With(model, target, json);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(target);
            NetworkGraph graph = ModelFile.Open(parsed.GetRequiredValue(model));
            OnnxExporter.Save(graph, path);
            long bytes = new FileInfo(path).Length;
            new CommandOutput(parsed.GetValue(json)).Result(new { model = path, bytes }, $"{path}: {bytes:N0} bytes");
            return 0;
        });
        return command;
    }
}
