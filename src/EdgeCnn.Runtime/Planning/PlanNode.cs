using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Planning;

/// <summary>What a step computes: a node, or a layer and the addition behind it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Sum">The addition that the layer does in its store, if there is one.</param>
internal sealed record PlanNode(Node Node, AddNode? Sum)
{
    /// <summary>The operators' names.</summary>
    public string Op => Sum is null ? Node.Op : $"{Node.Op}+{Sum.Op}";

    /// <summary>The tensor that the step writes.</summary>
    public string Output => Sum?.Output ?? Node.Output;

    /// <summary>What the step reads from the arena or from the model, what a layer adds last; weights and biases are the operator's own.</summary>
    public IEnumerable<string> Activations => Sum is null ? ActivationsOf(Node) : ActivationsOf(Node).Append(Sum.Inputs.Single(input => input != Node.Output));

    /// <summary>What a node reads in that sense.</summary>
    public static IEnumerable<string> ActivationsOf(Node node) => node is LinearNode ? node.Inputs.Take(1) : node.Inputs;
}
