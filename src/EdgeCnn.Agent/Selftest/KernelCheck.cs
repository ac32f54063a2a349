using System.Globalization;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Selftest;

/// <summary>
/// A kernel set of this processor against the portable one, which specifies it, and that one against the written formulas:
/// int8 byte for byte, float bit for bit.
/// </summary>
internal static class KernelCheck
{
    private static readonly GemmValues[] Extremes = [GemmValues.LowestLowest, GemmValues.LowestHighest, GemmValues.HighestLowest, GemmValues.HighestHighest];

    /// <summary>The shapes: round and odd sizes about the tiles of every kernel, convolutions with padding, stride and dilation, extreme values.</summary>
    public static IReadOnlyList<GemmCase> Cases { get; } = [.. Matrices(), .. Convolutions(), .. Overflows()];

    /// <summary>Checks each GEMM of a set.</summary>
    public static IEnumerable<SelftestCheck> Run(KernelSet set)
    {
        bool specification = set == KernelSets.Portable;
        string against = specification ? "the formulas" : KernelSets.Portable.Name;
        LinearInt8Kernel int8 = KernelSets.Portable.LinearInt8[0];
        LinearF32Kernel f32 = KernelSets.Portable.LinearF32[0];
        foreach (LinearInt8Kernel kernel in set.LinearInt8.Where(kernel => kernel.IsSupported))
            yield return Compare(set, kernel.Name, against, test => kernel.Accepts(test.Grid, test.N) && (kernel.TakesMinimum || !test.HoldsMinimum), test => Difference(specification ? test.Int8ByFormula() : test.Int8(int8, KernelSets.Portable.Sign), test.Int8(kernel, set.Sign)));
        foreach (LinearF32Kernel kernel in set.LinearF32.Where(kernel => kernel.IsDirect && kernel.IsSupported))
            yield return Compare(set, kernel.Name, against, test => kernel.Accepts(test.Grid, test.N), test => Difference(specification ? test.FloatByFormula() : test.Float(f32), test.Float(kernel)));
    }

    /// <summary>The first element that differs in any bit, or null.</summary>
    public static string? Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> got)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(got[i]))
                return string.Create(CultureInfo.InvariantCulture, $"element {i}: expected {expected[i]:R}, got {got[i]:R}");
        }

        return null;
    }

    /// <summary>The first code that differs, or null.</summary>
    public static string? Difference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> got)
    {
        int at = expected.CommonPrefixLength(got);
        return at == expected.Length ? null : $"element {at}: expected {expected[at]}, got {got[at]}";
    }

    private static SelftestCheck Compare(KernelSet set, string kernel, string against, Func<GemmCase, bool> takes, Func<GemmCase, string?> difference)
    {
        string name = $"{set.Name} {kernel}";
        int done = 0;
        foreach (GemmCase test in Cases.Where(takes))
        {
            done++;
            if (difference(test) is { } found)
                return new SelftestCheck(name, false, done, $"{test}, {found}");
        }

        return new SelftestCheck(name, true, done, $"{done} shapes equal to {against}");
    }

    private static IEnumerable<GemmCase> Matrices()
    {
        foreach (int m in (int[])[1, 5, 8, 13])
        {
            foreach (int n in (int[])[1, 7, 16, 19])
            {
                foreach (int k in (int[])[1, 4, 17, 64])
                    yield return new(PatchGrid.Matrix(m, k), n, (m + n + k) % 2 == 0 ? GemmValues.Random : GemmValues.FullRange);
            }
        }

        yield return new(PatchGrid.Matrix(1, 3136), 10, GemmValues.Random);
        yield return new(PatchGrid.Matrix(196, 64), 24, GemmValues.Random);
    }

    private static IEnumerable<GemmCase> Convolutions()
    {
        yield return new(Convolution(9, 9, 3, kernel: 3, pad: 1), 16, GemmValues.Random);
        yield return new(Convolution(10, 7, 1, kernel: 3, pad: 1, stride: 2), 9, GemmValues.FullRange);
        yield return new(Convolution(8, 8, 5, kernel: 5, pad: 2), 11, GemmValues.Random);
        yield return new(Convolution(11, 6, 4, kernel: 3, pad: 2, dilation: 2), 8, GemmValues.FullRange);
        yield return new(Convolution(7, 7, 32, kernel: 1, pad: 0, stride: 2), 17, GemmValues.Random);
    }

    private static IEnumerable<GemmCase> Overflows()
    {
        foreach (GemmValues values in Extremes)
        {
            foreach (int k in (int[])[2, 15, 32, 576])
                yield return new(PatchGrid.Matrix(9, k), 17, values);
        }
    }

    private static PatchGrid Convolution(int height, int width, int channels, int kernel, int pad, int stride = 1, int dilation = 1) => new()
    {
        H = height,
        W = width,
        C = channels,
        KH = kernel,
        KW = kernel,
        OH = ((height + (2 * pad) - (dilation * (kernel - 1)) - 1) / stride) + 1,
        OW = ((width + (2 * pad) - (dilation * (kernel - 1)) - 1) / stride) + 1,
        StrideH = stride,
        StrideW = stride,
        PadTop = pad,
        PadLeft = pad,
        DilationH = dilation,
        DilationW = dilation,
    };
}
