using System.Numerics;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Pooling;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests.Pooling;

public sealed class MaxPoolTests
{
    [Fact]
    public void Run_RandomWindowsOfBytes_MatchReference() => Check(random => (byte)random.Next(256));

    [Fact]
    public void Run_RandomWindowsOfSignedBytes_MatchReference() => Check(random => (sbyte)random.Next(-128, 128));

    [Fact]
    public void Run_RandomWindowsOfFloats_MatchReference() => Check(random => (random.NextSingle() * 8) - 4);

    /// <summary>Zeros of both signs, infinities and what is no number: the larger is that of IEEE 754's maximum on every processor.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_ZerosOfBothSignsAndRareValues_MatchMaximum(bool withNaN)
    {
        var random = new Random(10);
        float[] values = [0f, -0f, 1f, -1f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, .. withNaN ? new[] { float.NaN } : []];
        foreach (int channels in (int[])[1, 4, 6, 16, 20, 33])
        {
            var grid = new PatchGrid { H = 7, W = 6, C = channels, KH = 3, KW = 2, OH = 4, OW = 4, StrideH = 2, StrideW = 2, PadTop = 1, PadLeft = 1 };
            float[] x = [.. Enumerable.Range(0, grid.InputLength).Select(_ => values[random.Next(random.Next(2) == 0 ? 2 : values.Length)])], y = new float[grid.M * channels];
            for (int part = 0; part < 2; part++)
                MaxPool.Run<float>(x, grid, new WorkPart(part, 2), y);
            for (int i = 0; i < y.Length; i++)
            {
                int oy = i / channels / grid.OW, ox = i / channels % grid.OW, c = i % channels;
                float largest = float.NegativeInfinity;
                for (int at = 0; at < grid.KH * grid.KW; at++)
                {
                    int row = (oy * grid.StrideH) - grid.PadTop + (at / grid.KW), column = (ox * grid.StrideW) - grid.PadLeft + (at % grid.KW);
                    if (row >= 0 && row < grid.H && column >= 0 && column < grid.W)
                        largest = MathF.Max(largest, x[(((row * grid.W) + column) * channels) + c]);
                }

                Assert.True(float.IsNaN(largest) ? float.IsNaN(y[i]) : BitConverter.SingleToInt32Bits(largest) == BitConverter.SingleToInt32Bits(y[i]), $"{channels} channels, output {i}: expected {largest:R}, got {y[i]:R}");
            }
        }
    }

    private static void Check<T>(Func<Random, T> value)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var random = new Random(9);
        for (int i = 0; i < 200; i++)
        {
            ConvolutionCase c = ConvolutionCase.Random(random);
            // A window that sees only padding has no largest element.
            c = c with { PadTop = Math.Min(c.PadTop, c.KH - 1), PadLeft = Math.Min(c.PadLeft, c.KW - 1), PadBottom = 0, PadRight = 0, DilationH = 1, DilationW = 1 };
            if (!c.Fits)
                continue;
            T[] x = [.. Enumerable.Range(0, c.H * c.W * c.C).Select(_ => value(random))];
            using var input = GuardedMemory<T>.Of(x);
            using var output = new GuardedMemory<T>(c.OH * c.OW * c.C);
            int parts = random.Next(1, 4);
            for (int part = 0; part < parts; part++)
                MaxPool.Run<T>(input.Span, Grids.Of(c), new WorkPart(part, parts), output.Span);
            Assert.Equal(ReferenceConvolution.MaxPool(c, x), output.Span.ToArray());
        }
    }

    /// <summary>Were each tap looked at, this would take hours.</summary>
    [Fact]
    public void Run_WindowFarLargerThanTheInput_LooksOnlyInside()
    {
        byte[] x = [1, 2, 3, 4], y = new byte[9];
        var grid = new PatchGrid { H = 2, W = 2, C = 1, KH = 40_001, KW = 40_001, OH = 3, OW = 3, StrideH = 20_000, StrideW = 20_000, PadTop = 40_000, PadLeft = 40_000 };
        MaxPool.Run<byte>(x, grid, WorkPart.Whole, y);
        Assert.Equal([1, 2, 2, 3, 4, 4, 3, 4, 4], y);
    }

    [Fact]
    public void Run_OutputTooShort_Throws() =>
        Assert.Throws<ArgumentException>(() => MaxPool.Run<byte>(new byte[8], Grids.Of(new ConvolutionCase(2, 2, 2, 1, 1, 1)), WorkPart.Whole, new byte[7]));
}
