using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Agent.Selftest;

/// <summary>The shapes on which kernels are checked.</summary>
/// <param name="Linear">Convolutions and matrix products.</param>
/// <param name="Depthwise">Depthwise convolutions.</param>
/// <param name="Pixels">Pictures and the inputs that they become.</param>
internal sealed record KernelCases(IReadOnlyList<GemmCase> Linear, IReadOnlyList<DepthwiseCase> Depthwise, IReadOnlyList<PixelCase> Pixels)
{
    /// <summary>Round and odd sizes about the tiles of every kernel, convolutions with padding, stride and dilation, extreme values.</summary>
    public static KernelCases All => field ??= new([.. Matrices(), .. Convolutions(), .. Overflows()], [.. DepthwiseWindows()], PixelCases.All);

    /// <summary>A few small ones, for the start of a program: some hundred thousand products in all, the body of a tile and its edges.</summary>
    public static KernelCases Quick => field ??= new(
        [
            new(PatchGrid.Matrix(1, 67), 70, GemmValues.Random),
            new(PatchGrid.Matrix(13, 64), 35, GemmValues.Random),
            new(Convolution(7, 6, 8, 3, 3, pad: 1), 12, GemmValues.Random),
            new(Convolution(7, 6, 16, 3, 3, pad: 1), 16, GemmValues.Random),
            new(Convolution(7, 6, 3, 3, 3, pad: 1), 8, GemmValues.Random),
            new(PatchGrid.Matrix(5, 32), 17, GemmValues.FullRange),
            new(PatchGrid.Matrix(5, 32), 17, GemmValues.HighestLowest),
            new(PatchGrid.Matrix(5, 32), 17, GemmValues.LowestHighest),
            new(PatchGrid.Matrix(5, 32), 17, GemmValues.HighestHighest),
        ],
        [
            new(Convolution(7, 6, 19, 3, 3, pad: 1), GemmValues.Random),
            new(Convolution(7, 6, 19, 3, 3, pad: 1, stride: 2), GemmValues.Random),
            new(Convolution(7, 6, 19, 3, 3, pad: 1, stride: 2), GemmValues.FullRange),
            new(Convolution(7, 6, 19, 5, 5, pad: 2), GemmValues.Random),
            new(Convolution(7, 6, 19, 5, 5, pad: 2, stride: 2), GemmValues.HighestHighest),
        ],
        PixelCases.Quick);

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
        // Wider than the widest tile, by less than a register.
        yield return new(PatchGrid.Matrix(1, 40), 131, GemmValues.FullRange);
        yield return new(PatchGrid.Matrix(25, 33), 67, GemmValues.Random);
    }

    private static IEnumerable<GemmCase> Convolutions()
    {
        yield return new(Convolution(9, 9, 3, 3, 3, pad: 1), 16, GemmValues.Random);
        yield return new(Convolution(10, 7, 1, 3, 3, pad: 1, stride: 2), 9, GemmValues.FullRange);
        yield return new(Convolution(8, 8, 5, 5, 5, pad: 2), 11, GemmValues.Random);
        yield return new(Convolution(11, 6, 4, 3, 3, pad: 2, dilation: 2), 8, GemmValues.FullRange);
        yield return new(Convolution(7, 7, 32, 1, 1, pad: 0, stride: 2), 17, GemmValues.Random);
        yield return new(Convolution(11, 14, 3, 3, 3, pad: 1, stride: 2), 17, GemmValues.FullRange);
        yield return new(Convolution(13, 11, 16, 3, 3, pad: 1), 24, GemmValues.FullRange);
        yield return new(Convolution(8, 10, 35, 3, 3, pad: 0), 33, GemmValues.Random);
        yield return new(Convolution(3, 4, 2, 3, 3, pad: 2), 5, GemmValues.Random);
        yield return new(Convolution(15, 14, 16, 3, 3, pad: 1), 48, GemmValues.FullRange);
        yield return new(Convolution(9, 7, 48, 3, 3, pad: 1), 16, GemmValues.Random);
        // Few channels and an even width, as kernels of two pixels at a time take.
        yield return new(Convolution(9, 12, 3, 3, 3, pad: 1, stride: 2), 8, GemmValues.FullRange);
        yield return new(Convolution(8, 20, 1, 5, 5, pad: 2), 6, GemmValues.Random);
        yield return new(Convolution(7, 10, 2, 3, 3, pad: 1), 5, GemmValues.FullRange);
        foreach (GemmValues values in Extremes())
            yield return new(Convolution(5, 22, 4, 3, 3, pad: 1), 8, values);
        // The most channels of a Winograd kernel whose sums wrap around 32 bits.
        foreach (GemmValues values in Extremes())
            yield return new(Convolution(4, 5, 112, 3, 3, pad: 1), 16, values);
    }

    private static IEnumerable<DepthwiseCase> DepthwiseWindows()
    {
        foreach (int channels in (int[])[1, 7, 16, 33, 48, 67])
        {
            foreach (int kernel in (int[])[3, 5])
            {
                foreach (int stride in (int[])[1, 2])
                {
                    foreach (GemmValues values in (GemmValues[])[GemmValues.Random, GemmValues.FullRange])
                        yield return new(Convolution(9, 11, channels, kernel, kernel, pad: kernel / 2, stride), values);
                }
            }
        }

        yield return new(Convolution(4, 3, 20, 3, 3, pad: 2), GemmValues.Random);
        yield return new(Convolution(12, 9, 9, 3, 3, pad: 0, stride: 3), GemmValues.FullRange);
        yield return new(Convolution(11, 10, 24, 3, 3, pad: 2, dilation: 2), GemmValues.Random);
        yield return new(Convolution(8, 9, 12, 2, 4, pad: 1), GemmValues.Random);
        foreach (GemmValues values in Extremes())
            yield return new(Convolution(9, 8, 35, 5, 5, pad: 2), values);
    }

    private static IEnumerable<GemmCase> Overflows()
    {
        foreach (GemmValues values in Extremes())
        {
            foreach (int k in (int[])[2, 15, 32, 576])
                yield return new(PatchGrid.Matrix(9, k), 17, values);
        }
    }

    private static GemmValues[] Extremes() => [GemmValues.LowestLowest, GemmValues.LowestHighest, GemmValues.HighestLowest, GemmValues.HighestHighest];

    private static PatchGrid Convolution(int height, int width, int channels, int kernelH, int kernelW, int pad, int stride = 1, int dilation = 1) => new()
    {
        H = height,
        W = width,
        C = channels,
        KH = kernelH,
        KW = kernelW,
        OH = ((height + (2 * pad) - (dilation * (kernelH - 1)) - 1) / stride) + 1,
        OW = ((width + (2 * pad) - (dilation * (kernelW - 1)) - 1) / stride) + 1,
        StrideH = stride,
        StrideW = stride,
        PadTop = pad,
        PadLeft = pad,
        DilationH = dilation,
        DilationW = dilation,
    };
}
