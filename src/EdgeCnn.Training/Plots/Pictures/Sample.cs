using EdgeCnn.Imaging;

namespace EdgeCnn.Training.Plots.Pictures;

/// <summary>A picture and what stands under it.</summary>
/// <param name="Picture">Grey, RGB or RGBA.</param>
/// <param name="Label">Its class.</param>
public sealed record Sample(Image Picture, string Label);
