using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Export;

namespace EdgeCnn.Training;

/// <summary>Turns a trained network into a float graph for one picture, as it is on the board: batch normalizations in the weights, no dropout.</summary>
public static class GraphExport
{
    /// <summary>Copies layers and parameters, then folds and fuses.</summary>
    /// <param name="network">The network.</param>
    /// <param name="contract">What pictures it was trained on.</param>
    /// <exception cref="GraphException">A layer has no counterpart, or the contract does not fit.</exception>
    public static NetworkGraph ToGraph(Network network, InputContract contract)
    {
        var builder = new NetworkGraphBuilder(network.Name) { Contract = contract };
        string[] values = new string[network.Nodes.Length + 1];
        values[0] = builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape([1, .. network.Input.Dims]))).Name;
        var writer = new LayerExport(builder);
        foreach (NetworkNode node in network.Nodes)
            values[node.Output] = writer.Write(node.Layer, node.Inputs.Select(value => values[value]).ToImmutableArray());
        builder.AddOutput(values[^1]);
        return GraphPasses.Run(builder.Build());
    }
}
