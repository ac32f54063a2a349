using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Transfer;

/// <summary>A network in two: a first part that training leaves as it is, and the rest. Both have the network's own layers, so what is trained of the rest is trained of the whole.</summary>
/// <param name="Frozen">From the picture to one value.</param>
/// <param name="Trained">From there to the output.</param>
public sealed record NetworkCut(Network Frozen, Network Trained)
{
    /// <summary>Cuts as late as possible: before the first layer that training changes or that is random in it, where only one value goes on.</summary>
    /// <returns>Null if no layer with weights lies before such a place.</returns>
    public static NetworkCut? Of(Network network)
    {
        int place = network.Nodes.First(node => node.Index == network.Nodes.Length - 1 || Changes(node.Layer)).Index;
        while (place > 0 && network.Nodes.Any(node => node.Index >= place && node.Inputs.Any(value => value < place)))
            place--;
        if (!network.Nodes.Take(place).Any(node => node.Layer.Parameters.Count > 0))
            return null;
        // Value p is what node p − 1 gives; it is the rest's picture.
        return new NetworkCut(
            new Network(network.Name, network.Input, network.Nodes[..place]),
            new Network(network.Name, network.ValueShape(place), [.. network.Nodes[place..].Select(node => new NetworkNode(node.Layer, node.Index - place, [.. node.Inputs.Select(value => value - place)]))]));
    }

    private static bool Changes(Layer layer) => layer is DropoutLayer or IBatchStatisticsLayer { UsesBatch: true } || layer.Parameters.Any(parameter => parameter.IsTrainable);
}
