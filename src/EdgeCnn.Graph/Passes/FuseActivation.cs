using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>Conv2d → Relu becomes Conv2d with ReLU in its store; the same for Dense.</summary>
public sealed class FuseActivation : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse-activation";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        foreach (LinearNode linear in graph.Nodes.OfType<LinearNode>().Where(node => node.Activation == ActivationKind.None))
        {
            if (graph.Outputs.Contains(linear.Output) || graph.Consumers(linear.Output).ToArray() is not [ActivationNode activation])
                continue;
            graph = graph with
            {
                Nodes = graph.Nodes.Remove(activation).Replace(linear, linear with { Activation = activation.Kind, Output = activation.Output }),
                Tensors = graph.Tensors.Remove(linear.Output),
            };
        }

        return graph;
    }
}
