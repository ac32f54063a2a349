using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>A Reshape of a Reshape reads the first one's input; one that changes nothing vanishes.</summary>
public sealed class MergeReshapes : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "merge-reshapes";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.Nodes.Any(node => node is ReshapeNode))
            return graph;
        var sources = new Dictionary<string, string>(); // a reshaped tensor to what its bytes are
        var same = new Dictionary<string, string>(); // a tensor to the one that stands for it
        HashSet<string> outputs = [.. graph.Outputs];
        var nodes = ImmutableArray.CreateBuilder<Node>();
        foreach (Node each in graph.Nodes)
        {
            Node node = each.Inputs.Any(same.ContainsKey) ? each with { Inputs = [.. each.Inputs.Select(input => same.GetValueOrDefault(input, input))] } : each;
            if (node is ReshapeNode reshape)
            {
                string source = sources[node.Output] = sources.GetValueOrDefault(node.Inputs[0], node.Inputs[0]);
                TensorInfo before = graph.Tensor(source), after = graph.Tensor(node.Output);
                if (before.Shape == after.Shape && before.Quant?.Axis == after.Quant?.Axis && !outputs.Contains(node.Output))
                {
                    same[node.Output] = source;
                    continue;
                }

                node = node.Inputs[0] == source ? node : node with { Inputs = [source] };
            }

            nodes.Add(node);
        }

        return same.Count == 0 && nodes.SequenceEqual(graph.Nodes) ? graph : graph with { Nodes = nodes.ToImmutable(), Tensors = graph.Tensors.Keep(name => !same.ContainsKey(name)) };
    }
}
