using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A convolution or dense layer as matrix products: as many images, each a grid of patches against [N, K] weights.</summary>
/// <param name="Images">How often the grid repeats.</param>
/// <param name="Grid">Where the patches of one image lie.</param>
/// <param name="N">Output channels.</param>
internal sealed record LinearGeometry(int Images, PatchGrid Grid, int N)
{
    public static LinearGeometry Of(LinearNode node, TensorInfo input, TensorInfo weights, TensorInfo output) => node switch
    {
        Conv2dNode conv => new(input.Shape[0], GridOf(conv.Window, input.Shape, weights.Shape[1], weights.Shape[2], output.Shape), weights.Shape[0]),
        DenseNode => new(1, PatchGrid.Matrix(input.Shape[0], input.Shape[1]), weights.Shape[0]),
        _ => throw new GraphException(node.Label, "has no kernel in this build."),
    };

    /// <exception cref="GraphException">The places of taps leave 32 bits.</exception>
    public static PatchGrid GridOf(Window window, Shape input, int kernelH, int kernelW, Shape output)
    {
        var grid = new PatchGrid
        {
            H = input[1],
            W = input[2],
            C = input[3],
            KH = kernelH,
            KW = kernelW,
            OH = output[1],
            OW = output[2],
            StrideH = window.StrideH,
            StrideW = window.StrideW,
            PadTop = window.PadTop,
            PadLeft = window.PadLeft,
            DilationH = window.DilationH,
            DilationW = window.DilationW,
        };
        return grid.IsValid
            ? grid
            : throw new GraphException($"a window of {kernelH}x{kernelW}", $"its places over {input} or in {output} leave 32 bits, {window}.");
    }
}
