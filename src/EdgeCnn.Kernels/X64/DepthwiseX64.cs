using EdgeCnn.Kernels.Depthwise;

namespace EdgeCnn.Kernels.X64;

/// <summary>The integer depthwise kernels of x64, for the sets to choose from.</summary>
internal static class DepthwiseX64
{
    /// <summary>By pairs of taps in 16 bits.</summary>
    public static DepthwiseInt8Kernel[] Avx2() =>
    [
        new DepthwiseRowsInt8<Int8Depthwise3x3s1Avx2>(),
        new DepthwiseRowsInt8<Int8Depthwise3x3s2Avx2>(),
        new DepthwiseRowsInt8<Int8Depthwise5x5s1Avx2>(),
        new DepthwiseRowsInt8<Int8Depthwise5x5s2Avx2>(),
    ];

    /// <summary>By products of bytes.</summary>
    public static DepthwiseInt8Kernel[] Vnni() =>
    [
        new DepthwiseRowsInt8<Int8Depthwise3x3s1Vnni>(),
        new DepthwiseRowsInt8<Int8Depthwise3x3s2Vnni>(),
    ];
}
