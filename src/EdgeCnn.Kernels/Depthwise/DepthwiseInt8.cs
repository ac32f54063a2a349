using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.Depthwise;

/// <summary>Integer depthwise convolution: eight channels a step, codes and weights widened to 16 bits, sums in 32.</summary>
public static unsafe class DepthwiseInt8
{
    private const int Channels = 8;

    /// <summary>The rule of Conv2d for each channel on its own; a tap outside reads the zero point.</summary>
    /// <param name="input">[H, W, C] codes</param>
    /// <param name="sign">The form of the codes.</param>
    /// <param name="g">Where the windows lie.</param>
    /// <param name="inputZeroPoint">The input's zero point as a code.</param>
    /// <param name="weights">[KH, KW, C]</param>
    /// <param name="requantize">How sums become codes; the bias holds −z_x·Σ weights of all taps.</param>
    /// <param name="output">[OH, OW, C] codes</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<byte> input, ActivationSign sign, in PatchGrid g, byte inputZeroPoint, ReadOnlySpan<sbyte> weights, in RequantizeArgs requantize, Span<byte> output)
    {
        g.Validate();
        int padded = (g.C + 3) / 4 * 4;
        if (input.Length < g.InputLength || weights.Length < g.K || requantize.Bias.Length < padded || requantize.Multiplier.Length < padded || output.Length < checked(g.M * g.C))
            throw new ArgumentException($"Depthwise {g} needs input {g.InputLength}, weights {g.K}, bias and multiplier {padded}, output {(long)g.M * g.C}; got {input.Length}, {weights.Length}, {requantize.Bias.Length}, {requantize.Multiplier.Length}, {output.Length}.");
        int* tile = stackalloc int[Channels];
        int zero = sign == ActivationSign.Signed ? (sbyte)inputZeroPoint : inputZeroPoint;
        fixed (byte* x = input, y = output)
        fixed (sbyte* w = weights)
        {
            for (int m = 0; m < g.M; m++)
            {
                var window = new DepthwiseWindow(g, m);
                for (int c = 0; c < g.C; c += Channels)
                {
                    int count = Math.Min(Channels, g.C - c);
                    if (count == Channels)
                        Sum8(x + c, w + c, g, window, zero, sign, tile);
                    else
                        SumEach(x + c, w + c, g, window, zero, sign, count, tile);
                    Requantizer.Store(tile, Channels, 1, count, c, requantize, y + ((nint)m * g.C) + c, g.C);
                }
            }
        }
    }

    private static bool IsInside(in DepthwiseWindow window, int kh, int kw) =>
        kh >= window.FirstRow && kh < window.EndRow && kw >= window.FirstColumn && kw < window.EndColumn;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
