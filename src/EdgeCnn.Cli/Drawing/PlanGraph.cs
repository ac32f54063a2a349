using EdgeCnn.Runtime;

namespace EdgeCnn.Cli.Drawing;

/// <summary>A plan as boxes and edges: the model's inputs, the steps, the model's outputs.</summary>
internal sealed class PlanGraph
{
    private readonly PlanSummary plan;

    public PlanGraph(PlanSummary plan)
    {
        this.plan = plan;
        var writer = new Dictionary<string, int>();
        foreach (PlanTensorSummary input in plan.Inputs)
            writer.TryAdd(input.Name, writer.Count);
        foreach (PlanStepSummary step in plan.Steps)
            writer[step.Output.Name] = plan.Inputs.Length + step.Index;
        var edges = new List<(int From, int To)>();
        var known = new HashSet<(int From, int To)>();
        void Link(PlanTensorSummary tensor, int to)
        {
            // Nobody writes a constant.
            if (writer.TryGetValue(tensor.Origin, out int from) && known.Add((from, to)))
                edges.Add((from, to));
        }

        foreach (PlanStepSummary step in plan.Steps)
        {
            foreach (PlanTensorSummary input in step.Inputs)
                Link(input, plan.Inputs.Length + step.Index);
        }

        for (int i = 0; i < plan.Outputs.Length; i++)
            Link(plan.Outputs[i], plan.Inputs.Length + plan.Steps.Length + i);
        Edges = edges;
    }

    /// <summary>How many boxes there are.</summary>
    public int Boxes => plan.Inputs.Length + plan.Steps.Length + plan.Outputs.Length;

    /// <summary>From box to box, downwards.</summary>
    public IReadOnlyList<(int From, int To)> Edges { get; }

    /// <summary>The step of a box, or null for the model's inputs and outputs.</summary>
    public PlanStepSummary? Step(int box) => box >= plan.Inputs.Length && box < plan.Inputs.Length + plan.Steps.Length ? plan.Steps[box - plan.Inputs.Length] : null;

    /// <summary>The model's input or output of a box that is no step.</summary>
    public (string Role, PlanTensorSummary Tensor) End(int box) => box < plan.Inputs.Length
        ? ("input", plan.Inputs[box])
        : ("output", plan.Outputs[box - plan.Inputs.Length - plan.Steps.Length]);
}
