using System.Globalization;
using EdgeCnn.Graph;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Transfer;

/// <summary>Which layers of a network keep their weights: always a first part of it.</summary>
public static class FrozenLayers
{
    /// <summary>What a user may say.</summary>
    public static string Forms => "all (but the last layer with weights), none, a number of layers with weights, or the name of the last frozen layer";

    /// <summary>Freezes the first layers and gives the others their rates.</summary>
    /// <param name="network">The network.</param>
    /// <param name="what">One of <see cref="Forms"/>.</param>
    /// <param name="backboneRate">Factor of the learning rate for layers that are neither frozen nor the last one with weights.</param>
    /// <exception cref="EdgeCnnException">There is no such layer, or none would be left to train.</exception>
    public static void Set(Network network, string what, float backboneRate = 1)
    {
        NetworkNode[] weighted = [.. network.Nodes.Where(node => node.Layer.Parameters.Count > 0)];
        int frozen = what switch
        {
            "all" => weighted.Length - 1,
            "none" => 0,
            _ when int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
            _ => network.Nodes.FirstOrDefault(node => node.Layer.Name == what) is { } last
                ? weighted.Count(node => node.Index <= last.Index)
                : throw new EdgeCnnException($"--freeze {what}: network '{network.Name}' has no such layer. Its layers with weights are {string.Join(", ", weighted.Select(node => node.Layer.Name))}; or say {Forms}.", ExitCode.Usage),
        };
        if (frozen >= weighted.Length)
            throw new EdgeCnnException($"--freeze {what}: network '{network.Name}' has {weighted.Length} layers with weights, and at least one must be left to train.", ExitCode.Usage);
        for (int i = 0; i < weighted.Length; i++)
        {
            foreach (Parameter parameter in weighted[i].Layer.Parameters)
            {
                parameter.IsTrainable = i >= frozen;
                parameter.RateScale = i == weighted.Length - 1 ? 1 : backboneRate;
            }
        }
    }
}
