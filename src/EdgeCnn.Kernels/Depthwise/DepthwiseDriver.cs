using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>
/// The loops around the micro-kernels: for each row of outputs the rows of the input under it, padded copies of their ends
/// where windows reach outside, and one call for each piece of the row. Copies live in a ring, so each input row is copied once.
/// </summary>
internal static unsafe class DepthwiseDriver
{
    /// <summary>True if the micro-kernel's window is the grid's.</summary>
    public static bool Accepts<TKernel>(in PatchGrid g)
        where TKernel : struct, IDepthwiseMicroKernel =>
        g.KH == TKernel.Size && g.KW == TKernel.Size && g.StrideH == TKernel.Stride && g.StrideW == TKernel.Stride && g.DilationH == 1 && g.DilationW == 1 && g.C >= TKernel.Channels;

    /// <summary>Blocks of channels; the last may overlap the one before.</summary>
    public static int Blocks<TKernel>(in PatchGrid g)
        where TKernel : struct, IDepthwiseMicroKernel => (g.C + TKernel.Channels - 1) / TKernel.Channels;

    /// <summary>Estimated cycles: outputs in pairs, and what a call and a copied pixel cost.</summary>
    public static double Cost<TKernel>(in PatchGrid g)
        where TKernel : struct, IDepthwiseMicroKernel =>
        (double)g.OH * Blocks<TKernel>(g) * ((TKernel.Cycles * ((g.OW + 1) & ~1)) + (TKernel.Size * TKernel.Size) + g.W);

    /// <summary>First channel of a block.</summary>
    public static int FirstChannel<TKernel>(int block, in PatchGrid g)
        where TKernel : struct, IDepthwiseMicroKernel => Math.Min(block * TKernel.Channels, g.C - TKernel.Channels);

    /// <summary>Float.</summary>
    [MethodImpl(Compilation.Hot)]
    public static void RunF32<TKernel>(scoped in DepthwiseF32Args args)
        where TKernel : struct, IDepthwiseF32MicroKernel
    {
        PatchGrid g = args.Grid;
        int pitch = sizeof(float) * g.C;
        var strips = new DepthwiseStrips(g);
        byte** rows = stackalloc byte*[3 * TKernel.Size];
        int* held = stackalloc int[TKernel.Size];
        var (firstRow, endRow) = args.Part.Of(g.OH);
        fixed (float* x = args.Input, w = args.PackedWeights, b = args.Bias, y = args.Output)
        fixed (byte* scratch = args.Scratch)
        {
            bool adds = !args.Residual.IsEmpty;
            var layer = new DepthwiseF32Layer(pitch, sizeof(float) * (g.C - TKernel.Channels), (byte*)w, (byte*)b, adds ? float.NegativeInfinity : args.Minimum, adds ? float.PositiveInfinity : args.Maximum);
            var window = new DepthwiseRows((byte*)x, g, strips, pitch, scratch, 0, rows, held);
            for (int oy = firstRow; oy < endRow; oy++)
            {
                byte* to = (byte*)y + ((nint)oy * g.OW * pitch);
                window.Find(oy);
                if (strips.LeftEnd > 0)
                    TKernel.Run(rows, to, strips.LeftEnd, layer);
                if (strips.LeftEnd < strips.RightStart)
                    TKernel.Run(rows + TKernel.Size, to + ((nint)strips.LeftEnd * pitch), strips.RightStart - strips.LeftEnd, layer);
                if (strips.RightStart < g.OW)
                    TKernel.Run(rows + (2 * TKernel.Size), to + ((nint)strips.RightStart * pitch), g.OW - strips.RightStart, layer);
                if (adds)
                    args.AddResidual(oy * g.OW, g.OW);
            }
        }
    }

    /// <summary>Codes.</summary>
    [MethodImpl(Compilation.Hot)]
    public static void RunInt8<TKernel>(scoped in DepthwiseInt8Args args)
        where TKernel : struct, IDepthwiseInt8MicroKernel
    {
        PatchGrid g = args.Grid;
        int pitch = g.C;
        var strips = new DepthwiseStrips(g);
        byte** rows = stackalloc byte*[3 * TKernel.Size];
        int* held = stackalloc int[TKernel.Size];
        var range = new CodeRange(args.Requantize.ZeroPoint, args.Requantize.Minimum, args.Requantize.Maximum);
        var (firstRow, endRow) = args.Part.Of(g.OH);
        fixed (byte* x = args.Input, y = args.Output, scratch = args.Scratch, other = args.Sum.Codes)
        fixed (sbyte* w = args.PackedWeights)
        fixed (int* b = args.Requantize.Bias)
        fixed (float* multiplier = args.Requantize.Multiplier)
        {
            var layer = new DepthwiseInt8Layer(pitch, g.C - TKernel.Channels, w, b, multiplier, &range);
            var window = new DepthwiseRows(x, g, strips, pitch, scratch, args.InputZeroPoint, rows, held);
            var sum = new CodeSumRows(args.Sum, other, y, g.C);
            sum.Begin(firstRow * g.OW, 0, g.C);
            for (int oy = firstRow; oy < endRow; oy++)
            {
                byte* to = y + ((nint)oy * g.OW * pitch);
                window.Find(oy);
                if (strips.LeftEnd > 0)
                    TKernel.Run(rows, to, strips.LeftEnd, layer);
                if (strips.LeftEnd < strips.RightStart)
                    TKernel.Run(rows + TKernel.Size, to + ((nint)strips.LeftEnd * pitch), strips.RightStart - strips.LeftEnd, layer);
                if (strips.RightStart < g.OW)
                    TKernel.Run(rows + (2 * TKernel.Size), to + ((nint)strips.RightStart * pitch), g.OW - strips.RightStart, layer);
                sum.Stored((oy + 1) * g.OW);
            }

            sum.End(endRow * g.OW);
        }
    }
}
