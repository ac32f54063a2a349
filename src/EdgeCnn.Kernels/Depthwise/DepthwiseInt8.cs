using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Integer depthwise convolution of any shape: eight channels a step, codes and weights widened to 16 bits, sums in 32.</summary>
/// <param name="sign">The form of the codes.</param>
internal sealed unsafe class DepthwiseInt8(ActivationSign sign) : DepthwiseInt8Kernel
{
    private const int Channels = 8;

    public override string Name => "int8-depthwise";

    public override bool IsSupported => true;

    public override double Cost(in PatchGrid grid) => 2.0 * grid.M * grid.K;

    [MethodImpl(Compilation.Hot)]
    public override void Run(scoped in DepthwiseInt8Args args)
    {
        args.Check(args.Grid.K, 0);
        PatchGrid g = args.Grid;
        var (firstRow, endRow) = args.Part.Of(g.OH);
        byte inputZeroPoint = args.InputZeroPoint;
        int* tile = stackalloc int[Channels];
        int zero = sign == ActivationSign.Signed ? (sbyte)inputZeroPoint : inputZeroPoint;
        fixed (byte* x = args.Input, y = args.Output, other = args.Sum.Codes)
        fixed (sbyte* w = args.PackedWeights)
        {
            var added = new CodeSumRows(args.Sum, other, y, g.C);
            added.Begin(firstRow * g.OW, 0, g.C);
            for (int m = firstRow * g.OW; m < endRow * g.OW; m++)
            {
                var window = new DepthwiseWindow(g, m);
                for (int c = 0; c < g.C; c += Channels)
                {
                    int count = Math.Min(Channels, g.C - c);
                    if (count == Channels)
                        Sum8(x + c, w + c, g, window, zero, sign, tile);
                    else
                        SumEach(x + c, w + c, g, window, zero, sign, count, tile);
                    Requantizer.Store(tile, Channels, 1, count, c, args.Requantize, y + ((nint)m * g.C) + c, g.C);
                }

                added.Stored(m + 1);
            }

            added.End(endRow * g.OW);
        }
    }

    private static bool IsInside(in DepthwiseWindow window, int kh, int kw) =>
        kh >= window.FirstRow && kh < window.EndRow && kw >= window.FirstColumn && kw < window.EndColumn;

    [MethodImpl(Compilation.Hot)]
    private static void Sum8(byte* x, sbyte* w, in PatchGrid g, in DepthwiseWindow window, int zero, ActivationSign sign, int* tile)
    {
        Vector128<int> low = default, high = default;
        var outside = Vector128.Create((short)zero);
        for (int kh = 0; kh < g.KH; kh++)
        {
            byte* row = x + window.Offset(g, kh);
            for (int kw = 0; kw < g.KW; kw++, w += g.C)
            {
                var codes = outside;
                if (IsInside(window, kh, kw))
                {
                    var eight = Vector128.CreateScalarUnsafe(*(ulong*)(row + ((nint)kw * g.DilationW * g.C)));
                    codes = sign == ActivationSign.Signed ? Vector128.WidenLower(eight.AsSByte()) : Vector128.WidenLower(eight.AsByte()).AsInt16();
                }

                var weight = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)w).AsSByte());
                low += Vector128.WidenLower(codes) * Vector128.WidenLower(weight);
                high += Vector128.WidenUpper(codes) * Vector128.WidenUpper(weight);
            }
        }

        low.Store(tile);
        high.Store(tile + 4);
    }

    private static void SumEach(byte* x, sbyte* w, in PatchGrid g, in DepthwiseWindow window, int zero, ActivationSign sign, int count, int* tile)
    {
        new Span<int>(tile, Channels).Clear();
        for (int kh = 0; kh < g.KH; kh++)
        {
            byte* row = x + window.Offset(g, kh);
            for (int kw = 0; kw < g.KW; kw++, w += g.C)
            {
                bool inside = IsInside(window, kh, kw);
                for (int c = 0; c < count; c++)
                {
                    byte code = inside ? row[((nint)kw * g.DilationW * g.C) + c] : (byte)0;
                    tile[c] += (!inside ? zero : sign == ActivationSign.Signed ? (sbyte)code : code) * w[c];
                }
            }
        }
    }
}
