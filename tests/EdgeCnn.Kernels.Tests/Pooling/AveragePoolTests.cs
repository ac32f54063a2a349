using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Pooling;
using static EdgeCnn.Testing.ReferenceCodes;

namespace EdgeCnn.Kernels.Tests.Pooling;

public sealed class AveragePoolTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_Codes_MatchTheRuleInBothForms(bool unsigned)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            int h = random.Next(1, 9), w = random.Next(1, 9), channels = random.Next(1, 6), kernelH = random.Next(1, 4), kernelW = random.Next(1, 4), pad = random.Next(2), stride = random.Next(1, 3);
            var grid = new PatchGrid { H = h, W = w, C = channels, KH = kernelH, KW = kernelW, OH = ((h - 1) / stride) + 1, OW = ((w - 1) / stride) + 1, StrideH = stride, StrideW = stride, PadTop = pad, PadLeft = pad };
            // Few bits in one case of three, so that means lie on halves.
            float scale = random.Next(3) == 0 ? 0.25f : 0.001f + random.NextSingle();
            Codes x = Codes.Random(random, unsigned, scale), y = Codes.Random(random, unsigned, scale == 0.25f ? 0.125f : scale * (0.3f + random.NextSingle()));
            int[] codes = [.. Enumerable.Range(0, grid.InputLength).Select(_ => x.Lowest + random.Next(256))];
            bool all = random.Next(2) == 0;
            int[][] windows = [.. Enumerable.Range(0, grid.M).Select(m => Window(grid, m))];
            int[] counts = [.. windows.Select(window => all ? kernelH * kernelW : window.Length)];
            int[] expected = [.. windows.SelectMany((window, m) => Enumerable.Range(0, channels).Select(c => Average(x, y, window.Select(at => codes[at + c]), counts[m])))];
            Assert.Equal(expected, Run(ActivationSign.Unsigned, unsigned ? 0 : -128, grid, counts, x, y, codes));
            Assert.Equal(expected, Run(ActivationSign.Signed, unsigned ? 128 : 0, grid, counts, x, y, codes));
        }
    }

    // Where the pixels under a window begin, row by row.
    private static int[] Window(PatchGrid g, int m) =>
    [
        .. from row in Enumerable.Range((m / g.OW * g.StrideH) - g.PadTop, g.KH)
        from column in Enumerable.Range((m % g.OW * g.StrideW) - g.PadLeft, g.KW)
        where row >= 0 && row < g.H && column >= 0 && column < g.W
        select ((row * g.W) + column) * g.C,
    ];

    private static int[] Run(ActivationSign sign, int offset, PatchGrid grid, int[] counts, Codes x, Codes y, int[] codes)
    {
        using var output = new GuardedMemory<byte>(grid.M * grid.C);
        var quant = new AverageQuantization(x.Scale, x.ZeroPoint - offset, y.Scale, y.ZeroPoint - offset, offset);
        int parts = 1 + (codes.Length % 4);
        for (int part = 0; part < parts; part++)
            AveragePool.Run([.. codes.Select(code => (byte)(code - offset))], sign, grid, counts, quant, new WorkPart(part, parts), new float[grid.C], output.Span);
        return [.. output.Span.ToArray().Select(code => (sign == ActivationSign.Signed ? (sbyte)code : code) + offset)];
    }
}
