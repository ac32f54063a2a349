using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.Pooling;

/// <summary>The mean of each channel under each window of an NHWC tensor.</summary>
/// <remarks>Exactness: taps are added in ascending [KH, KW]; the sum is divided once.</remarks>
public static class AveragePool
{
    /// <summary>output[oy, ox, c] = Σ input[y, x, c] / n; taps outside the input add nothing. 0 where n is 0.</summary>
    /// <param name="input">[H, W, C]</param>
    /// <param name="grid">Where the windows lie.</param>
    /// <param name="counts">[OH, OW] n, the taps that a window counts.</param>
    /// <param name="part">The share of the output's rows to compute.</param>
    /// <param name="output">[OH, OW, C]</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<float> input, in PatchGrid grid, ReadOnlySpan<int> counts, WorkPart part, Span<float> output)
    {
        Check(grid, input.Length, counts.Length, output.Length);
        var (firstRow, endRow) = part.Of(grid.OH);
        for (int m = firstRow * grid.OW; m < endRow * grid.OW; m++)
        {
            var sums = output.Slice(m * grid.C, grid.C);
            sums.Clear();
            for (int tap = 0; tap < grid.KH * grid.KW; tap++)
            {
                if (Offset(grid, m, tap) is >= 0 and int offset)
                    Add(input.Slice(offset, grid.C), sums);
            }

            for (int c = 0; counts[m] != 0 && c < sums.Length; c++)
                sums[c] /= counts[m];
        }
    }

    /// <summary>q = clamp(round((f/n)/s_y + z_y)) on the model's own codes, f = Σ float(x − z_x)·s_x in float32; z_y where n is 0.</summary>
    /// <param name="input">[H, W, C] codes</param>
    /// <param name="sign">The form of the codes.</param>
    /// <param name="grid">Where the windows lie.</param>
    /// <param name="counts">[OH, OW] n, the taps that a window counts.</param>
    /// <param name="quant">z_x, s_x, s_y and z_y.</param>
    /// <param name="part">The share of the output's rows to compute.</param>
    /// <param name="sums">[C] working memory</param>
    /// <param name="output">[OH, OW, C] codes</param>
    /// <exception cref="ArgumentException">A span is shorter than its shape.</exception>
    [MethodImpl(Compilation.Hot)]
    public static void Run(ReadOnlySpan<byte> input, ActivationSign sign, in PatchGrid grid, ReadOnlySpan<int> counts, AverageQuantization quant, WorkPart part, Span<float> sums, Span<byte> output)
    {
        Check(grid, input.Length, counts.Length, output.Length);
        var (firstRow, endRow) = part.Of(grid.OH);
        // From the byte in memory to its distance from the zero point.
        int flip = sign == ActivationSign.Signed ? 0x80 : 0, zero = flip + quant.InputZeroPoint;
        for (int m = firstRow * grid.OW; m < endRow * grid.OW; m++)
        {
            sums.Clear();
            for (int tap = 0; tap < grid.KH * grid.KW; tap++)
            {
                if (Offset(grid, m, tap) is not (>= 0 and int offset))
                    continue;
                for (int c = 0; c < grid.C; c++)
                    sums[c] += ((input[offset + c] ^ flip) - zero) * quant.InputScale;
            }

            Codes(sums[..grid.C], counts[m], flip, quant, output[(m * grid.C)..]);
        }
    }

    // The rule's end. The own zero point is added before the rounding, in float32, so a moved one would not do.
    private static void Codes(ReadOnlySpan<float> sums, int count, int flip, AverageQuantization quant, Span<byte> output)
    {
        int shift = quant.CodeOffset - flip;
        float zeroPoint = quant.OutputZeroPoint + quant.CodeOffset, low = shift, high = shift + 255;
        for (int c = 0; c < sums.Length; c++)
        {
            float mean = count == 0 ? 0 : sums[c] / count;
            float code = MathF.Round((mean / quant.OutputScale) + zeroPoint, MidpointRounding.ToEven);
            output[c] = (byte)(((int)MathF.Min(MathF.Max(code, low), high) - shift) ^ flip);
        }
    }

    // Where a tap of a window begins in the input, or −1 for one outside.
    private static int Offset(in PatchGrid g, int m, int tap)
    {
        int y = (m / g.OW * g.StrideH) - g.PadTop + (tap / g.KW * g.DilationH), x = (m % g.OW * g.StrideW) - g.PadLeft + (tap % g.KW * g.DilationW);
        return (uint)y < (uint)g.H && (uint)x < (uint)g.W ? ((y * g.W) + x) * g.C : -1;
    }

    private static void Add(ReadOnlySpan<float> tap, Span<float> sums)
    {
        int c = 0;
        for (; c <= sums.Length - 4; c += 4)
            (Vector128.Create<float>(sums[c..]) + Vector128.Create(tap[c..])).CopyTo(sums[c..]);
        for (; c < sums.Length; c++)
            sums[c] += tap[c];
    }

    private static void Check(in PatchGrid grid, int input, int counts, int output)
    {
        grid.Validate();
        if (input < grid.InputLength || counts < grid.M || output < checked(grid.M * grid.C))
            throw new ArgumentException($"Averaging {grid} needs {grid.InputLength} inputs, {grid.M} counts and {(long)grid.M * grid.C} outputs, got {input}, {counts} and {output}.");
    }
}
