using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes.Folding;

namespace EdgeCnn.Graph.Passes;

/// <summary>Computes what depends on constants alone: the shape glue of exported models, and weights that were moved, cast or dequantized.</summary>
public sealed class FoldConstants : IGraphPass
{
    private const long MaxGrowth = 64 << 20;

    /// <inheritdoc/>
    public string Name => "fold-constants";

    /// <summary>The values of a node's result, or null if the node is not one of those that are folded.</summary>
    /// <param name="node">The node; its result's shape and type have been checked.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="values">The values of what it reads.</param>
    /// <param name="output">What it writes.</param>
    public static byte[]? Evaluate(Node node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<ReadOnlyMemory<byte>> values, TensorInfo output) => node switch
    {
        ReshapeNode => values[0].ToArray(),
        TransposeNode or SliceNode or ExpandNode or TileNode or ConcatNode or GatherNode => MovedConstant.Of(node, inputs, values, output),
        UnaryNode or BinaryNode or WhereNode or CastNode or ReduceNode => ComputedConstant.Of(node, inputs, values, output),
        DequantizeLinearNode => DequantizedConstant.Of(inputs[0], values[0].Span),
        _ => null,
    };

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.Nodes.Any(node => node.Inputs.All(graph.Constants.ContainsKey)))
            return graph;
        NamedTable<ReadOnlyMemory<byte>>.Builder constants = graph.Constants.ToBuilder();
        ImmutableArray<Node>.Builder nodes = ImmutableArray.CreateBuilder<Node>();
        // A short chain of repetitions could ask for any amount of memory; what is too large to be folded is computed in each run.
        long room = MaxGrowth + (4 * graph.Constants.Values.Sum(data => (long)data.Length));
        foreach (Node node in graph.Nodes)
        {
            byte[]? result = node.Inputs.All(constants.ContainsKey) && graph.Tensor(node.Output).SizeBytes <= room
                ? Evaluate(node, graph.InputsOf(node), [.. node.Inputs.Select(input => constants[input])], graph.Tensor(node.Output))
                : null;
            if (result is null)
                nodes.Add(node);
            else
            {
                constants.Add(node.Output, result);
                room -= result.Length;
            }
        }

        return nodes.Count == graph.Nodes.Length ? graph : graph with { Nodes = nodes.ToImmutable(), Constants = constants.ToImmutable() };
    }
}
