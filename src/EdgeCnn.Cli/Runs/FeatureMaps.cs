using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Runs;

/// <summary>What the convolutions and pools of a network answer to one picture.</summary>
internal static class FeatureMaps
{
    /// <summary>The maps, first layer first. A convolution that a batch normalization finishes is shown behind it, where its activation is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="contract">How it wants pictures.</param>
    /// <param name="data">Pictures.</param>
    /// <param name="picture">One of them.</param>
    /// <param name="most">The most layers.</param>
    public static IReadOnlyList<FeatureMapSet> Of(Network network, InputContract contract, IDataset data, int picture, int most)
    {
        NetworkNode[] seen = [.. network.Nodes.Where(node => node.Layer is Conv2dLayer or DepthwiseConv2dLayer or PoolLayer && node.Layer.Output is { Rank: 3 } shape && shape[0] * shape[1] > 1).Take(most)];
        if (seen.Length == 0)
            return [];
        float[][] values = Evaluator.LayerOutputs(network, contract, data, picture);
        return [.. seen.Select(node => FeatureMapSet.FromNhwc(node.Layer.Name, node.Layer.Output[0], node.Layer.Output[1], node.Layer.Output[2], values[Finished(network, node).Index]))];
    }

    private static NetworkNode Finished(Network network, NetworkNode node)
    {
        bool open = node.Layer is Conv2dLayer { Activation: ActivationKind.None } or DepthwiseConv2dLayer { Activation: ActivationKind.None };
        return (open ? network.Nodes.FirstOrDefault(next => next.Layer is BatchNormLayer && next.Inputs.Contains(node.Output)) : null) ?? node;
    }
}
