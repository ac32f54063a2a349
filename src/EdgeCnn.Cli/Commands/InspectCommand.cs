using System.CommandLine;
using System.Text;
using EdgeCnn.Cli.Drawing;
using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Commands;

/// <summary><c>edgecnn inspect</c>: what a model is and what its plan costs, as a table, as data, as a picture.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> model = CommonOptions.Model();
        var svg = new Option<string?>("--svg") { Description = "Draw the planned network into this file.", HelpName = "FILE" };
        var reading = new ReadingOptions();
        Option<string?> kernels = CommonOptions.Kernels();
        Option<bool> json = CommonOptions.Json();
        Command command = new ExampleCommand("inspect", "Shows a model's plan: steps, shapes, kernels, multiply-adds and bytes.", "edgecnn inspect models/mnist-cnn/model.ecnn --svg plan.svg")
            .With([model, svg, .. reading.Symbols, kernels, json]);
        command.SetAction(parsed => Inspect(
            parsed.GetRequiredValue(model),
            reading.Open(parsed.GetRequiredValue(model), parsed),
            new SessionOptions { Kernels = parsed.GetValue(kernels), WithoutPasses = reading.WithoutPasses(parsed) },
            parsed.GetValue(svg),
            new CommandOutput(parsed.GetValue(json))));
        return command;
    }

    private static int Inspect(string model, NetworkGraph graph, SessionOptions options, string? svg, CommandOutput output)
    {
        if (svg is not null && !Path.GetExtension(svg).Equals(".svg", StringComparison.OrdinalIgnoreCase))
            throw new EdgeCnnException($"{svg}: a plan is drawn as .svg, got '{Path.GetExtension(svg)}'. Name the file so.", ExitCode.Usage);
        var session = InferenceSession.Create(graph, options);
        if (svg is not null)
        {
            byte[] picture = Encoding.UTF8.GetBytes(PlanPicture.Draw(session.Plan));
            AtomicFile.Write(svg, stream => stream.Write(picture));
            output.Note($"drew {svg}");
        }

        output.Result(Document(session, new FileInfo(model).Length), session.Describe() + string.Concat(graph.Provenance.Select(entry => $"{entry.Key}: {entry.Value}\n")));
        return 0;
    }

    private static object Document(InferenceSession session, long fileBytes)
    {
        PlanSummary plan = session.Plan;
        return new
        {
            plan.Name,
            plan.Kernels,
            fileBytes,
            macs = plan.MultiplyAdds,
            plan.Parameters,
            plan.PackedWeightBytes,
            plan.ArenaBytes,
            plan.ActivationBytes,
            plan.ActivationLowerBound,
            plan.ScratchBytes,
            inputs = session.Inputs.Select(Tensor),
            outputs = session.Outputs.Select(Tensor),
            steps = plan.Steps.Select(step => new
            {
                step.Index,
                step.Op,
                name = step.Node,
                step.Inputs,
                step.Output,
                step.InPlace,
                step.Kernel,
                macs = step.MultiplyAdds,
                step.Parameters,
                step.WeightBytes,
                step.ScratchBytes,
            }),
            session.Graph.Provenance,
        };
    }

    // As the model declares it; a step's tensors are as the kernels see them.
    private static object Tensor(TensorInfo info) => new { info.Name, info.Type, info.Shape, bytes = info.SizeBytes, scale = info.Quant?.Scale, zeroPoint = info.Quant?.ZeroPoint };
}
