using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Integer layers with weights of any type and zero points, and with sums as results.</summary>
public sealed class RareLinearTests
{
    private const int ZeroPoint = 97;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Conv2d_AsymmetricWeights_MatchReference(bool sums) => EachCase((random, c, x) =>
    {
        int[] weights = [.. Enumerable.Range(0, c.OC * c.K).Select(_ => random.Next(256))], zeroPoints = [.. Enumerable.Range(0, c.OC).Select(_ => random.Next(256))];
        int[] bias = [.. Enumerable.Range(0, c.OC).Select(_ => random.Next(-500, 500))];
        Check(new Conv2dNode { Name = "n", Inputs = ["x", "w", "b"], Output = "y", Window = WindowOf(c) }, c, x, weights, zeroPoints, [c.OC, c.KH, c.KW, c.C], 0, bias, sums,
            (oy, ox, oc) => Sum(c, oy, ox, (at, tap, ch) => (x[at + ch] - ZeroPoint) * (long)(weights[((((oc * c.KH * c.KW) + tap) * c.C) + ch)] - zeroPoints[oc]), 0, c.C) + bias[oc]);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DepthwiseConv2d_AsymmetricWeights_MatchReference(bool sums) => EachCase((random, c, x) =>
    {
        c = c with { OC = c.C };
        int[] weights = [.. Enumerable.Range(0, c.K).Select(_ => random.Next(256))], zeroPoints = [.. Enumerable.Range(0, c.C).Select(_ => random.Next(256))], bias = new int[c.C];
        Check(new DepthwiseConv2dNode { Name = "n", Inputs = ["x", "w", "b"], Output = "y", Window = WindowOf(c) }, c, x, weights, zeroPoints, [c.KH, c.KW, c.C], 2, bias, sums,
            (oy, ox, oc) => Sum(c, oy, ox, (at, tap, ch) => (x[at + ch] - ZeroPoint) * (long)(weights[(tap * c.C) + ch] - zeroPoints[ch]), oc, oc + 1));
    });

    [Fact]
    public void Dense_UnsignedWeightsAround128_TakeTheFastKernelAndTheSameCodes()
    {
        byte[] x = Networks.RandomCodes(1, 3 * 40), codes = [.. Networks.RandomCodes(2, 7 * 40).Select(code => Math.Max(code, (byte)1))];
        QuantParams qx = QuantParams.PerTensor(0.02f, 3), qy = QuantParams.PerTensor(0.3f, 120);
        var node = new DenseNode { Name = "n", Inputs = ["x", "w"], Output = "y" };
        var input = OneNode.Given.Of("x", [3, 40], x, qx);
        byte[] unsigned = OneNode.Run<byte>(node, [input, OneNode.Given.Of("w", [7, 40], codes, QuantParams.PerTensor(0.01f, 128), constant: true)], qy);
        byte[] signed = OneNode.Run<byte>(node, [input, OneNode.Given.Of("w", [7, 40], codes.Select(code => (sbyte)(code - 128)).ToArray(), QuantParams.PerTensor(0.01f, 0), constant: true)], qy);
        Assert.Equal(signed, unsigned);
        Assert.True(signed.Distinct().Count() > 5, "almost constant codes prove nothing");
    }

    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Session_AsymmetricWeights_GiveTheSameCodesInEitherSign(string set)
    {
        byte[] x = Networks.RandomCodes(3, 2 * 9), y = new byte[2 * 4], expected = new byte[2 * 4];
        var random = new Random(8);
        byte[] w = [.. Enumerable.Range(0, 36).Select(_ => (byte)random.Next(256))];
        for (int m = 0; m < 2; m++)
        {
            for (int n = 0; n < 4; n++)
            {
                long sum = Enumerable.Range(0, 9).Sum(k => (x[(m * 9) + k] - 50L) * (w[(n * 9) + k] - 77L));
                expected[(m * 4) + n] = (byte)ReferenceConvolution.Requantize(sum, 0.02f * 0.01f / 0.2f, 100, 0, 255);
            }
        }

        var builder = new NetworkGraphBuilder("dense");
        builder.AddInput(new TensorInfo("x", DataType.UInt8, new Shape(2, 9), QuantParams.PerTensor(0.02f, 50)));
        builder.AddConstant<byte>(new TensorInfo("w", DataType.UInt8, new Shape(4, 9), QuantParams.PerTensor(0.01f, 77)), w);
        builder.Add(new DenseNode { Name = "d", Inputs = ["x", "w"], Output = "y" }, DataType.UInt8, QuantParams.PerTensor(0.2f, 100));
        builder.AddOutput("y");
        InferenceSession.Create(builder.Build(), new SessionOptions { Kernels = set }).Run<byte, byte>(x, y);
        Assert.Equal(expected, y);
    }

    private static void Check(LinearNode node, ConvolutionCase c, int[] x, int[] weights, int[] zeroPoints, int[] shape, int axis, int[] bias, bool sums, Func<int, int, int, long> sum)
    {
        float[] scales = [.. zeroPoints.Select((_, i) => 0.001f * (i + 1))];
        var wq = new QuantParams { Scales = [.. scales], ZeroPoints = [.. zeroPoints], Axis = axis };
        OneNode.Given[] inputs =
        [
            OneNode.Given.Of("x", [1, c.H, c.W, c.C], x.Select(code => (byte)code).ToArray(), QuantParams.PerTensor(0.02f, ZeroPoint)),
            OneNode.Given.Of("w", shape, weights.Select(code => (byte)code).ToArray(), wq, constant: true),
            OneNode.Given.Of("b", [bias.Length], bias, constant: true),
        ];
        long[] expected = [.. ReferenceTensor<long>.Of([c.OH, c.OW, bias.Length], at => sum(at[0], at[1], at[2])).Values];
        if (sums)
        {
            Assert.Equal(expected.Select(value => (int)value), OneNode.Run<int>(node, inputs));
            return;
        }

        byte[] got = OneNode.Run<byte>(node, inputs, QuantParams.PerTensor(0.9f, 130));
        Assert.Equal(expected.Select((value, i) => (byte)ReferenceConvolution.Requantize(value, 0.02f * scales[i % bias.Length] / 0.9f, 130, 0, 255)), got);
    }

    private static void EachCase(Action<Random, ConvolutionCase, int[]> check)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            ConvolutionCase c = ConvolutionCase.Random(random);
            check(random, c, [.. Enumerable.Range(0, c.H * c.W * c.C).Select(_ => random.Next(256))]);
        }
    }

    private static Window WindowOf(ConvolutionCase c) =>
        new() { StrideH = c.StrideH, StrideW = c.StrideW, PadTop = c.PadTop, PadLeft = c.PadLeft, PadBottom = c.PadBottom, PadRight = c.PadRight, DilationH = c.DilationH, DilationW = c.DilationW };

    // The sum over the taps inside the input and some of its channels.
    private static long Sum(ConvolutionCase c, int oy, int ox, Func<int, int, int, long> product, int firstChannel, int endChannel)
    {
        long sum = 0;
        for (int tap = 0; tap < c.KH * c.KW; tap++)
        {
            int row = (oy * c.StrideH) - c.PadTop + (tap / c.KW * c.DilationH), column = (ox * c.StrideW) - c.PadLeft + (tap % c.KW * c.DilationW);
            for (int ch = firstChannel; row >= 0 && row < c.H && column >= 0 && column < c.W && ch < endChannel; ch++)
                sum += product(((row * c.W) + column) * c.C, tap, ch);
        }

        return sum;
    }
}
