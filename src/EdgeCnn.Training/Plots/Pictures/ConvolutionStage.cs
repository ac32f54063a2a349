namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>One convolution of a network for one picture.</summary>
/// <param name="Number">Which one, from 1.</param>
/// <param name="Maps">After convolution and ReLU.</param>
/// <param name="Pooled">The same maps after pooling.</param>
public sealed record ConvolutionStage(int Number, IReadOnlyList<FeatureMap> Maps, IReadOnlyList<FeatureMap> Pooled);
