using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests.Depthwise;

/// <summary>A kernel's question of whether it takes a shape.</summary>
internal delegate bool AcceptsShape(in PatchGrid grid);

/// <summary>Geometries of depthwise convolutions, among them those that a kernel is made for.</summary>
internal static class DepthwiseCases
{
    private static readonly (int Size, int Stride)[] Windows = [(3, 1), (3, 2), (5, 1), (5, 2)];

    /// <summary>A random geometry that a kernel takes: square windows of sizes 3 and 5, pads 0..3, channels 1..67; if it takes any, any.</summary>
    public static ConvolutionCase Random(Random random, AcceptsShape accepts)
    {
        while (true)
        {
            ConvolutionCase c = ConvolutionCase.Random(random);
            if (random.Next(2) == 0)
            {
                (int size, int stride) = Windows[random.Next(Windows.Length)];
                c = c with { H = random.Next(1, 14), W = random.Next(1, random.Next(5) == 0 ? 90 : 14), C = random.Next(1, random.Next(2) == 0 ? 68 : 20), KH = size, KW = size, StrideH = stride, StrideW = stride, DilationH = 1, DilationW = 1 };
            }

            if (c.Fits && accepts(Grids.Of(c)))
                return c;
        }
    }

    /// <summary>Every width from one window to past two cuts of a row with every padding, for each window that a kernel takes.</summary>
    public static IEnumerable<ConvolutionCase> Widths(AcceptsShape accepts)
    {
        foreach ((int size, int stride) in Windows)
        {
            for (int width = 1; width <= 45 * stride; width += width < 20 ? 1 : 7)
            {
                for (int pads = 0; pads < 16; pads++)
                {
                    int left = pads % 4, right = pads / 4, channels = 16 + (width * 5 % 13);
                    var c = new ConvolutionCase(4, width, channels, channels, size, size, stride, stride, left, left, right + 1, right);
                    if (c.Fits && accepts(Grids.Of(c)))
                        yield return c;
                }
            }
        }
    }
}
