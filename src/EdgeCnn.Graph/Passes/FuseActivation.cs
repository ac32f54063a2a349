using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>An activation moves into the store of the layer or addition before it.</summary>
public sealed class FuseActivation : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse-activation";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.Nodes.Any(node => node is ActivationNode))
            return graph;
        var edit = new GraphEdit(graph);
        foreach (Node node in graph.Nodes)
        {
            if (node is not (LinearNode { Activation: ActivationKind.None } or AddNode { Activation: ActivationKind.None }) || edit.OnlyReader(node.Output) is not ActivationNode activation)
                continue;
            Node fused = node is LinearNode linear ? linear with { Activation = activation.Kind } : ((AddNode)node) with { Activation = activation.Kind };
            edit.Remove(activation);
            edit.Replace(node, fused with { Output = activation.Output });
            edit.Tensors.Remove(node.Output);
        }

        return edit.ToGraph();
    }
}
