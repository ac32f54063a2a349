namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>The weights of a convolution.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Count">Filters, one for each channel of the output.</param>
/// <param name="Height">Rows of a filter.</param>
/// <param name="Width">Columns of a filter.</param>
/// <param name="Channels">Channels of a filter.</param>
/// <param name="Weights">[count, height, width, channels], as the layers keep them.</param>
public sealed record FilterBank(string Name, int Count, int Height, int Width, int Channels, ReadOnlyMemory<float> Weights);
