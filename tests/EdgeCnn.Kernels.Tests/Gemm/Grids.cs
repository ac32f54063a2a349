using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Tests.Gemm;

/// <summary>The kernels' form of a test's geometry.</summary>
internal static class Grids
{
    public static PatchGrid Of(ConvolutionCase c) => new()
    {
        H = c.H,
        W = c.W,
        C = c.C,
        KH = c.KH,
        KW = c.KW,
        OH = c.OH,
        OW = c.OW,
        StrideH = c.StrideH,
        StrideW = c.StrideW,
        PadTop = c.PadTop,
        PadLeft = c.PadLeft,
        DilationH = c.DilationH,
        DilationW = c.DilationW,
    };
}
