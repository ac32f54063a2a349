using System.CommandLine;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn inspect</c>: what a model is and what its plan costs.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("inspect", "Shows a model's plan: steps, shapes, kernels, multiply-adds and bytes.", "edgecnn inspect models/mnist-cnn/model.ecnn")
            .With(model, kernels, json);
        command.SetAction(parsed => Inspect(parsed.GetRequiredValue(model), parsed.GetValue(kernels), new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Inspect(string model, string? kernels, CommandOutput output)
    {
        NetworkGraph graph = ModelFile.Open(model);
        var session = InferenceSession.Create(graph, new SessionOptions { Kernels = kernels });
        var nodes = graph.Nodes.Select(node => new { op = node.Op, name = node.Name, output = graph.Tensor(node.Output).Shape.ToString(), macs = node.MultiplyAdds(graph.InputsOf(node), graph.Tensor(node.Output)) });
        output.Result(
            new { graph.Name, macs = graph.MultiplyAdds, parameters = graph.Parameters, arenaBytes = session.ArenaBytes, kernels = session.Kernels, fileBytes = new FileInfo(model).Length, nodes, graph.Provenance },
            session.Describe() + string.Concat(graph.Provenance.Select(entry => $"{entry.Key}: {entry.Value}\n")));
        return 0;
    }
}
