using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>The depthwise micro-kernels that come in families, closed over what a set runs on.</summary>
internal static class DepthwiseCandidates
{
    /// <summary>Float kernels of one width of vector.</summary>
    public static DepthwiseF32Kernel[] F32<TLanes, TVector>()
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct =>
    [
        new DepthwiseRowsF32<F32Depthwise3x3s1<TLanes, TVector>>(),
        new DepthwiseRowsF32<F32Depthwise3x3s2<TLanes, TVector>>(),
        new DepthwiseRowsF32<F32Depthwise5x5s1<TLanes, TVector>>(),
        new DepthwiseRowsF32<F32Depthwise5x5s2<TLanes, TVector>>(),
    ];

    /// <summary>Kernels by products of bytes in 16 bits.</summary>
    public static DepthwiseInt8Kernel[] Mlal<TIsa, TRange>()
        where TIsa : struct, IVectorIsa
        where TRange : struct, IWeightRange =>
    [
        new DepthwiseRowsInt8<Int8Depthwise3x3s1Mlal<TIsa, TRange>>(),
        new DepthwiseRowsInt8<Int8Depthwise3x3s2Mlal<TIsa, TRange>>(),
        new DepthwiseRowsInt8<Int8Depthwise5x5s1Mlal<TIsa, TRange>>(),
        new DepthwiseRowsInt8<Int8Depthwise5x5s2Mlal<TIsa, TRange>>(),
    ];

    /// <summary>3x3 kernels by dot products of four bytes.</summary>
    public static DepthwiseInt8Kernel[] Dot<TIsa>()
        where TIsa : struct, IDotIsa =>
    [
        new DepthwiseRowsInt8<Int8Depthwise3x3s1Dot<TIsa>>(),
        new DepthwiseRowsInt8<Int8Depthwise3x3s2Dot<TIsa>>(),
    ];
}
