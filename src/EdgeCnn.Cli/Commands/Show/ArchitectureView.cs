using EdgeCnn.Graph;
using EdgeCnn.Training.Architectures;
using EdgeCnn.Training.Summaries;

namespace EdgeCnn.Cli.Commands.Show;

/// <summary>A network that is looked at.</summary>
/// <param name="Architecture">Where it comes from.</param>
/// <param name="Input">One picture.</param>
/// <param name="Classes">Its outputs.</param>
/// <param name="Summary">Its layers.</param>
internal sealed record ArchitectureView(Architecture Architecture, Shape Input, int Classes, NetworkSummary Summary)
{
    /// <summary>As it stands in JSON.</summary>
    public object Document() => new
    {
        Architecture.Name,
        Architecture.Title,
        Architecture.Source,
        input = Input.Dims,
        Classes,
        Summary.Parameters,
        movingStatistics = Summary.Statistics,
        parametersAndStatistics = Summary.Parameters + Summary.Statistics,
        macs = Summary.MultiplyAdds,
        layers = Summary.Layers.Select(layer => new { layer.Name, layer.Kind, output = layer.Output.Dims, layer.Parameters, movingStatistics = layer.Statistics, macs = layer.MultiplyAdds }),
    };
}
