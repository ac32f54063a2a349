using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Training.Layers.Convolution;

/// <summary>A window in the kernels' terms.</summary>
internal static class WindowGrids
{
    /// <summary>The patches that a window sees.</summary>
    public static PatchGrid Grid(this Window window, Shape input, Shape output, (int H, int W) kernel) => new()
    {
        H = input[0],
        W = input[1],
        C = input[2],
        KH = kernel.H,
        KW = kernel.W,
        OH = output[0],
        OW = output[1],
        StrideH = window.StrideH,
        StrideW = window.StrideW,
        PadTop = window.PadTop,
        PadLeft = window.PadLeft,
        DilationH = window.DilationH,
        DilationW = window.DilationW,
    };
}
