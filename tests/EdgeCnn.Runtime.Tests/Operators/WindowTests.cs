using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using Tensor = EdgeCnn.Testing.ReferenceTensor<float>;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Windows over pictures, products of matrices, normalization across channels.</summary>
public sealed class WindowTests
{
    private const int Cases = 60;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AveragePool_Floats_MatchReference(bool includePad) => EachWindow((random, c, x, window) =>
    {
        int ceilH = random.Next(window.PadBottom + 1), ceilW = random.Next(window.PadRight + 1);
        var expected = Average(c, x, includePad, ceilH, ceilW, (sum, count) => count == 0 ? 0 : sum / count);
        float[] got = OneNode.Run<float>(Pool(c, window, includePad, ceilH, ceilW), [x.Of("x")]);
        for (int i = 0; i < got.Length; i++)
            Assert.Equal(expected.Values[i], got[i], 1e-6);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AveragePool_Codes_MatchTheRule(bool includePad) => EachWindow((random, c, x, window) =>
    {
        ReferenceCodes.Codes qx = new(0.03f, 100, true), qy = new(0.02f, 90, true);
        byte[] codes = [.. x.Values.Select(_ => (byte)random.Next(256))];
        // With the padding every tap counts, those too that rounding the size up has added.
        int ceilH = random.Next(window.PadBottom + 1), ceilW = random.Next(window.PadRight + 1);
        var expected = Average(c, new Tensor(x.Shape, [.. codes.Select(code => qx.Real(code))]), includePad, 0, 0, (sum, count) =>
            qy.Clamped(((count == 0 ? 0 : sum / (includePad ? c.KH * c.KW : count)) / 0.02f) + 90));
        byte[] got = OneNode.Run<byte>(Pool(c, window, includePad, ceilH, ceilW), [OneNode.Given.Of("x", x.Shape, codes, Quant(qx))], Quant(qy));
        Assert.Equal(expected.Values.Select(code => (byte)code), got);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MaxPoolIndices_RandomWindows_PointAtTheMaximum(bool columnMajor) => EachWindow((random, c, x, window) =>
    {
        var expected = ReferenceTensor<long>.Of([2, c.OH, c.OW, c.C], at =>
        {
            float best = float.NegativeInfinity;
            long found = -1;
            foreach (var (row, column) in Taps(c, at[1], at[2]).Where(tap => IsInside(c, tap)))
            {
                if (x[at[0], row, column, at[3]] <= best)
                    continue;
                best = x[at[0], row, column, at[3]];
                found = columnMajor ? (column * c.H) + row : (row * c.W) + column;
            }

            return found < 0 ? -2 : found + ((((long)at[0] * c.C) + at[3]) * c.H * c.W);
        });
        long[] got = OneNode.Run<long>(new MaxPoolIndicesNode { Name = "n", Inputs = ["x"], Output = "y", KernelH = c.KH, KernelW = c.KW, Window = window, ColumnMajor = columnMajor }, [x.Of("x")]);
        // A window wholly in the padding has no place to name.
        Assert.Equal(expected.Values.Where(index => index >= 0), got.Where((_, i) => expected.Values[i] >= 0));
    });

    [Fact]
    public void MatMul_RandomBatches_MatchReferenceBitForBit()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            int[] batch = [.. Tensor.RandomShape(random).Take(3)];
            int m = random.Next(1, 8), k = random.Next(1, 40), n = random.Next(1, 40);
            int[] Part() => [.. batch.Skip(random.Next(2) == 0 ? random.Next(batch.Length + 1) : 0).Select(size => random.Next(3) == 0 ? 1 : size)];
            Tensor a = Tensor.Of([.. Part(), m, k], _ => random.NextSingle() - 0.5f), b = Tensor.Of([.. Part(), k, n], _ => random.NextSingle() - 0.5f);
            var node = new MatMulNode { Name = "n", Inputs = ["a", "b"], Output = "y" };
            Shape shape = node.InferShape([new TensorInfo("a", DataType.Float32, new Shape(a.Shape)), new TensorInfo("b", DataType.Float32, new Shape(b.Shape))]);
            var expected = Tensor.Of([.. shape.Dims], at =>
            {
                float sum = 0;
                for (int i = 0; i < k; i++)
                    sum = MathF.FusedMultiplyAdd(a[[.. at[..^2], at[^2], i]], b[[.. at[..^2], i, at[^1]]], sum);
                return sum;
            });
            Assert.Equal(expected.Values, OneNode.Run<float>(node, [a.Of("a"), b.Of("b")]));
        }
    }

    [Fact]
    public void MatMul_AgainstDense_GivesTheSameBits()
    {
        var random = new Random(1);
        Tensor a = Tensor.Of([5, 37], _ => random.NextSingle() - 0.5f), b = Tensor.Of([37, 23], _ => random.NextSingle() - 0.5f);
        Tensor transposed = Tensor.Of([23, 37], at => b[at[1], at[0]]);
        float[] product = OneNode.Run<float>(new MatMulNode { Name = "n", Inputs = ["a", "b"], Output = "y" }, [a.Of("a"), b.Of("b")]);
        Assert.Equal(OneNode.Run<float>(new DenseNode { Name = "n", Inputs = ["a", "w"], Output = "y" }, [a.Of("a"), transposed.Of("w", constant: true)]), product);
    }

    [Theory]
    [InlineData(1, 0.75f)]
    [InlineData(3, 0.75f)]
    [InlineData(4, 0.4f)]
    [InlineData(20, 1f)]
    public void Lrn_AnySize_MatchesReference(int size, float beta)
    {
        var random = new Random(size);
        Tensor x = Tensor.Of([2, 3, 7], _ => (random.NextSingle() * 4) - 2);
        var expected = Tensor.Of(x.Shape, at =>
        {
            double sum = 0;
            for (int i = at[2] - ((size - 1) / 2); i <= at[2] + (size / 2); i++)
                sum += i >= 0 && i < 7 ? (double)x[at[0], at[1], i] * x[at[0], at[1], i] : 0;
            return (float)(x[at] / Math.Pow(1.5 + (0.2f / (double)size * sum), beta));
        });
        float[] got = OneNode.Run<float>(new LrnNode { Name = "n", Inputs = ["x"], Output = "y", Size = size, Alpha = 0.2f, Beta = beta, Bias = 1.5f }, [x.Of("x")]);
        for (int i = 0; i < got.Length; i++)
            Assert.Equal(expected.Values[i], got[i], 1e-6);
    }

    private static AveragePoolNode Pool(ConvolutionCase c, Window window, bool includePad, int ceilH, int ceilW) =>
        new() { Name = "n", Inputs = ["x"], Output = "y", KernelH = c.KH, KernelW = c.KW, Window = window, CountIncludePad = includePad, CeilH = ceilH, CeilW = ceilW };

    private static void EachWindow(Action<Random, ConvolutionCase, Tensor, Window> check)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            ConvolutionCase c = ConvolutionCase.Random(random);
            var window = new Window { StrideH = c.StrideH, StrideW = c.StrideW, PadTop = c.PadTop, PadLeft = c.PadLeft, PadBottom = c.PadBottom, PadRight = c.PadRight, DilationH = c.DilationH, DilationW = c.DilationW };
            check(random, c, Tensor.Of([2, c.H, c.W, c.C], _ => random.Next(-20, 20)), window);
        }
    }

    private static IEnumerable<(int Row, int Column)> Taps(ConvolutionCase c, int oy, int ox) =>
        from kh in Enumerable.Range(0, c.KH)
        from kw in Enumerable.Range(0, c.KW)
        select ((oy * c.StrideH) - c.PadTop + (kh * c.DilationH), (ox * c.StrideW) - c.PadLeft + (kw * c.DilationW));

    private static bool IsInside(ConvolutionCase c, (int Row, int Column) tap) => tap.Row >= 0 && tap.Row < c.H && tap.Column >= 0 && tap.Column < c.W;

    private static Tensor Average(ConvolutionCase c, Tensor x, bool includePad, int ceilH, int ceilW, Func<float, int, float> finish) => Tensor.Of([2, c.OH, c.OW, c.C], at =>
    {
        float sum = 0;
        int count = 0;
        foreach (var tap in Taps(c, at[1], at[2]))
        {
            bool inside = IsInside(c, tap), inPadding = tap.Row < c.H + c.PadBottom - ceilH && tap.Column < c.W + c.PadRight - ceilW;
            sum += inside ? x[at[0], tap.Row, tap.Column, at[3]] : 0;
            count += inside || (includePad && inPadding) ? 1 : 0;
        }

        return finish(sum, count);
    });

    private static QuantParams Quant(ReferenceCodes.Codes codes) => QuantParams.PerTensor(codes.Scale, codes.ZeroPoint);
}
