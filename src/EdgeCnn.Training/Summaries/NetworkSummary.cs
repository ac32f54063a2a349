using System.Collections.Immutable;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Summaries;

/// <summary>What a network consists of, layer by layer.</summary>
/// <param name="Name">The network.</param>
/// <param name="Layers">First layer first.</param>
public sealed record NetworkSummary(string Name, ImmutableArray<LayerSummary> Layers)
{
    /// <summary>Numbers that gradients change.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Moving means and variances of all batch normalizations.</summary>
    public long Statistics => Layers.Sum(layer => layer.Statistics);

    /// <summary>Multiply-adds for one picture.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Sums up a network.</summary>
    public static NetworkSummary Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new NetworkSummary(network.Name, [.. network.Layers.Select(layer => new LayerSummary(layer.Name, LayerKind.Of(layer), layer.Output, Count(layer.Parameters), Count(layer.Statistics), layer.MultiplyAdds))]);
    }

    private static long Count(IReadOnlyList<Parameter> parameters) => parameters.Sum(parameter => (long)parameter.Value.Length);
}
