using System.Collections.Immutable;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Execution;

/// <summary>Whether a value or gradient outlives the one visit in which a block passes the last segment forward and back.</summary>
internal sealed class ValueExtents(Network network, Segments segments, ImmutableArray<int>[] readers)
{
    private readonly bool[] trains = Trains(network);

    /// <summary>True if the value depends on something that is trained.</summary>
    public bool WantsGradient(int value) => value > 0 && trains[value];

    /// <summary>True if all of the batch must be kept.</summary>
    public bool ValueIsWide(int value)
    {
        int last = segments.Count - 1;
        return (value == 0 ? 0 : segments.Forward(value - 1)) != last
            || (value > 0 && network.Nodes[value - 1].Layer.KeepsOutput && segments.Backward(value - 1) != last)
            || readers[value].Any(node => segments.Backward(node) != last || network.Nodes[node].Layer is IWholeBatchGradient);
    }

    /// <summary>True if all of the batch must be kept.</summary>
    public bool GradientIsWide(int value)
    {
        // Who begins a segment reads its output gradient twice: when it is gathered, and when it runs.
        int node = value - 1, made = segments.Backward(node);
        return segments.Begins(node) || network.Nodes[node].Layer is IWholeBatchGradient || readers[value].Any(reader => segments.Backward(reader) != made);
    }

    private static bool[] Trains(Network network)
    {
        bool[] trains = new bool[network.Nodes.Length + 1];
        foreach (NetworkNode node in network.Nodes)
            trains[node.Output] = node.Inputs.Any(input => trains[input]) || node.Layer.Parameters.Any(parameter => parameter.IsTrainable);
        return trains;
    }
}
