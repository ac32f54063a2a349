using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Requantize;
using EdgeCnn.Kernels.Tests.Gemm;

namespace EdgeCnn.Kernels.Tests.Depthwise;

/// <summary>Depthwise kernels against nested loops, between guard pages.</summary>
public sealed class DepthwiseTests
{
    [Theory]
    [InlineData(ActivationSign.Unsigned)]
    [InlineData(ActivationSign.Signed)]
    public void Int8_RandomGeometries_MatchReference(ActivationSign sign)
    {
        var random = new Random(20);
        int low = sign == ActivationSign.Signed ? -128 : 0, high = low + 255;
        for (int i = 0; i < 400; i++)
        {
            ConvolutionCase c = ConvolutionCase.Random(random);
            // Every tenth case at the extremes.
            int[] x = [.. Enumerable.Range(0, c.H * c.W * c.C).Select(_ => i % 10 == 0 ? high : random.Next(low, high + 1))];
            sbyte[] w = [.. Enumerable.Range(0, c.K).Select(_ => i % 10 == 0 ? (sbyte)-128 : (sbyte)random.Next(-128, 128))];
            int zx = random.Next(low, high + 1), zy = random.Next(low, high + 1), padded = RequantizeArgs.Padded(c.C);
            int[] bias = [.. Enumerable.Range(0, c.C).Select(_ => random.Next(-50_000, 50_000))], folded = new int[padded];
            float[] multiplier = new float[padded];
            for (int ch = 0; ch < c.C; ch++)
            {
                folded[ch] = bias[ch] - (zx * Enumerable.Range(0, c.KH * c.KW).Sum(tap => w[(tap * c.C) + ch]));
                multiplier[ch] = MathF.ScaleB(0.5f + random.NextSingle(), -random.Next(1, 18));
            }

            using var input = GuardedMemory<byte>.Of([.. x.Select(value => (byte)value)]);
            using var weights = GuardedMemory<sbyte>.Of(w);
            using var output = new GuardedMemory<byte>(c.OH * c.OW * c.C);
            new DepthwiseInt8(sign).Run(new DepthwiseInt8Args
            {
                Input = input.Span,
                Grid = Grids.Of(c),
                InputZeroPoint = (byte)zx,
                PackedWeights = weights.Span,
                Requantize = new RequantizeArgs { Bias = folded, Multiplier = multiplier, ZeroPoint = zy, Minimum = low, Maximum = high },
                Output = output.Span,
            });
            long[] sums = ReferenceConvolution.DepthwiseSums(c, x, zx, w, bias);
            for (int e = 0; e < sums.Length; e++)
            {
                int expected = ReferenceConvolution.Requantize(sums[e], multiplier[e % c.C], zy, low, high);
                int got = sign == ActivationSign.Signed ? (sbyte)output.Span[e] : output.Span[e];
                if (expected != got)
                    Assert.Fail($"{c} {sign}: element {e}, expected {expected}, got {got}, sum {sums[e]}.");
            }
        }
    }

    [Fact]
    public void F32_RandomGeometries_MatchReferenceBitForBit()
    {
        var random = new Random(21);
        for (int i = 0; i < 400; i++)
        {
            ConvolutionCase c = ConvolutionCase.Random(random);
            float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];
            float[] x = Floats(c.H * c.W * c.C), w = Floats(c.K), bias = Floats(c.C);
            using var input = GuardedMemory<float>.Of(x);
            using var weights = GuardedMemory<float>.Of(w);
            using var offsets = GuardedMemory<float>.Of(bias);
            using var output = new GuardedMemory<float>(c.OH * c.OW * c.C);
            new DepthwiseF32().Run(new DepthwiseF32Args { Input = input.Span, Grid = Grids.Of(c), PackedWeights = weights.Span, Bias = offsets.Span, Minimum = -1f, Maximum = 6f, Output = output.Span });
            float[] expected = [.. ReferenceConvolution.DepthwiseFloat(c, x, w, bias).Select(sum => MathF.Min(MathF.Max(sum, -1f), 6f))];
            Assert.Equal(expected, output.Span.ToArray());
        }
    }

    [Fact]
    public void Int8_OutputTooShort_Throws() => Assert.Throws<ArgumentException>(() => new DepthwiseInt8(ActivationSign.Signed).Run(new DepthwiseInt8Args
    {
        Input = new byte[8],
        Grid = Grids.Of(new ConvolutionCase(2, 2, 2, 1, 1, 1)),
        InputZeroPoint = 0,
        PackedWeights = new sbyte[2],
        Requantize = new RequantizeArgs { Bias = new int[4], Multiplier = new float[4], ZeroPoint = 0, Minimum = 0, Maximum = 1 },
        Output = new byte[7],
    }));
}
