using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>Drops nodes, tensors and constants that no output depends on.</summary>
public sealed class RemoveDeadNodes : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "remove-dead-nodes";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        var used = new HashSet<string>(graph.Outputs);
        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes.Reverse().Where(node => used.Contains(node.Output)))
        {
            nodes.Add(node);
            used.UnionWith(node.Inputs);
        }

        nodes.Reverse();
        used.UnionWith(graph.Inputs);
        if (nodes.Count == graph.Nodes.Length && graph.Tensors.Keys.All(used.Contains))
            return graph;
        return graph with
        {
            Nodes = [.. nodes],
            Tensors = graph.Tensors.Keep(used.Contains),
            Constants = graph.Constants.Keep(used.Contains),
        };
    }
}
