using EdgeCnn.Training;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Plots.Pictures;

namespace EdgeCnn.Cli.Runs;

/// <summary>The weights of a network's convolutions, first layer first.</summary>
internal static class ConvolutionFilters
{
    public static IEnumerable<FilterBank> Of(Network network) => network.Layers.OfType<Conv2dLayer>().Select(conv =>
    {
        Parameter weights = conv.Parameters[0];
        return new FilterBank(conv.Name, weights.Shape[0], weights.Shape[1], weights.Shape[2], weights.Shape[3], weights.Value);
    });
}
