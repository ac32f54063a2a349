using EdgeCnn.Kernels.Pixels;

namespace EdgeCnn.Imaging;

/// <summary>What the kernels need to know of each <see cref="YuvColor"/>.</summary>
internal static class YuvTables
{
    private static readonly YuvWeights[] ByColor = [YuvWeights.Bt601, YuvWeights.Bt601Full, YuvWeights.Bt709, YuvWeights.Bt709Full];
    private static readonly byte[][] Grays = [.. ByColor.Select(weights => Enumerable.Range(0, 256).Select(weights.Gray).ToArray())];

    /// <summary>Luma and chroma to red, green and blue.</summary>
    public static YuvWeights Weights(YuvColor color) => ByColor[(int)color];

    /// <summary>The grey of each luma.</summary>
    public static ReadOnlySpan<byte> Gray(YuvColor color) => Grays[(int)color]; // [256]
}
