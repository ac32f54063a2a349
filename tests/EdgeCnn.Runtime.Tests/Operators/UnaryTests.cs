using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Functions of one value, as floats, as codes and as integers.</summary>
public sealed class UnaryTests
{
    private const float Alpha = 0.7f;
    private const float Beta = 0.3f;

    public static TheoryData<UnaryKind> Kinds => [.. Enum.GetValues<UnaryKind>().Where(kind => kind != UnaryKind.Not)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unary_FloatsOfTheWholeRange_MatchTheFormula(UnaryKind kind)
    {
        float[] x = [.. Enumerable.Range(-1200, 2403).Select(i => i / 97f), 0f, 1e-6f, -1e-6f, 30f, -30f];
        float[] y = OneNode.Run<float>(Node(kind), [OneNode.Given.Of("x", [x.Length], x)]);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Reference(kind, x[i]);
            Assert.True((double.IsNaN(expected) && float.IsNaN(y[i])) || expected == y[i] || Math.Abs(expected - y[i]) <= Tolerance(kind, expected), $"{kind}({x[i]:R}): expected {expected:R}, got {y[i]:R}");
        }
    }

    [Theory]
    [InlineData(DataType.UInt8)]
    [InlineData(DataType.Int8)]
    public void Unary_OnCodes_RoundsTheFunctionOfEachCode(DataType type)
    {
        int move = type == DataType.UInt8 ? 0 : -128;
        QuantParams qx = QuantParams.PerTensor(0.05f, 128 + move), qy = QuantParams.PerTensor(1f / 256, move);
        int[] codes = [.. Enumerable.Range(move, 256)];
        int[] got = type == DataType.UInt8
            ? [.. OneNode.Run<byte>(Node(UnaryKind.Sigmoid), [OneNode.Given.Of("x", [256], codes.Select(code => (byte)code).ToArray(), qx)], qy).Select(code => (int)code)]
            : [.. OneNode.Run<sbyte>(Node(UnaryKind.Sigmoid), [OneNode.Given.Of("x", [256], codes.Select(code => (sbyte)code).ToArray(), qx)], qy).Select(code => (int)code)];
        Assert.Equal(codes.Select(code => Math.Clamp((int)Math.Round(256 / (1 + Math.Exp(-0.05f * (code - 128 - move))), MidpointRounding.ToEven), 0, 255) + move), got);
    }

    [Fact]
    public void Unary_Integers_WrapAndKeepTheirType()
    {
        Assert.Equal([int.MinValue, 5, 0, 7], Int(UnaryKind.Abs, int.MinValue, -5, 0, 7));
        Assert.Equal([int.MinValue, 5, 0, -7], Int(UnaryKind.Neg, int.MinValue, -5, 0, 7));
        Assert.Equal([-1, -1, 0, 1], Int(UnaryKind.Sign, int.MinValue, -5, 0, 7));
        Assert.Equal([200, 0], OneNode.Run<byte>(Node(UnaryKind.Abs), [OneNode.Given.Of<byte>("x", [2], [200, 0])]));
        Assert.Equal([56, 0], OneNode.Run<byte>(Node(UnaryKind.Neg), [OneNode.Given.Of<byte>("x", [2], [200, 0])]));
        Assert.Equal([long.MaxValue], OneNode.Run<long>(Node(UnaryKind.Abs), [OneNode.Given.Of("x", [1], [-long.MaxValue])]));
        Assert.Equal([1, 0], OneNode.Run<byte>(Node(UnaryKind.Not), [OneNode.Given.Of<byte>("x", [2], [0, 1], truth: true)], truth: true));
    }

    [Fact]
    public void Unary_NaN_StaysNaN()
    {
        foreach (UnaryKind kind in Enum.GetValues<UnaryKind>().Where(kind => kind is not (UnaryKind.Not or UnaryKind.ThresholdedRelu or UnaryKind.Shrink)))
        {
            float[] y = OneNode.Run<float>(Node(kind), [OneNode.Given.Of("x", [5], Enumerable.Repeat(float.NaN, 5).ToArray())]);
            Assert.True(y.All(float.IsNaN), $"{kind} of NaN gives {string.Join(' ', y)}");
        }
    }

    [Theory]
    [InlineData(UnaryKind.LeakyRelu)]
    [InlineData(UnaryKind.HardSwish)]
    [InlineData(UnaryKind.Softsign)]
    [InlineData(UnaryKind.Clip)]
    [InlineData(UnaryKind.HardSigmoid)]
    [InlineData(UnaryKind.Sigmoid)]
    [InlineData(UnaryKind.Tanh)]
    [InlineData(UnaryKind.Swish)]
    public void Unary_AloneAndInARow_GivesTheSameBits(UnaryKind kind)
    {
        var random = new Random(4);
        float[] x = [.. Enumerable.Range(0, 64).Select(_ => (random.NextSingle() * 40) - 20), float.PositiveInfinity, float.NegativeInfinity, -0f, 1e-20f, -1e-5f, 700f, -700f, 1e30f];
        float[] row = OneNode.Run<float>(Node(kind), [OneNode.Given.Of("x", [x.Length], x)]);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(BitConverter.SingleToInt32Bits(OneNode.Run<float>(Node(kind), [OneNode.Given.Of("x", [1], [x[i]])])[0]), BitConverter.SingleToInt32Bits(row[i]));
    }

    [Fact]
    public void Cast_EveryPair_TruncatesOrKeepsLowBits()
    {
        var node = new CastNode { Name = "n", Inputs = ["x"], Output = "y" };
        OneNode.Given real = OneNode.Given.Of("x", [5], [-1.9f, 2.9f, 1e20f, float.NaN, 300f]), whole = OneNode.Given.Of("x", [3], [-1L, 258L, 1L << 40]);
        Assert.Equal([-1, 2, int.MaxValue, 0, 300], OneNode.Run<int>(node, [real]));
        Assert.Equal([-1L, 2, long.MaxValue, 0, 300], OneNode.Run<long>(node, [real]));
        Assert.Equal([-1, 2, 127, 0, 127], OneNode.Run<sbyte>(node, [real]));
        Assert.Equal([1, 1, 1, 1, 1], OneNode.Run<byte>(node, [real], truth: true));
        Assert.Equal([-1, 258, 0], OneNode.Run<int>(node, [whole]));
        Assert.Equal([255, 2, 0], OneNode.Run<byte>(node, [whole]));
        Assert.Equal([-1f, 258f, 1L << 40], OneNode.Run<float>(node, [whole]));
        Assert.Equal([0L, 1], OneNode.Run<long>(node, [OneNode.Given.Of<byte>("x", [2], [0, 1], truth: true)]));
        Assert.Equal([0, 1, 1], OneNode.Run<byte>(node, [OneNode.Given.Of("x", [3], [0f, -0.25f, 3f])], truth: true));
    }

    private static int[] Int(UnaryKind kind, params int[] x) => OneNode.Run<int>(Node(kind), [OneNode.Given.Of("x", [x.Length], x)]);

    private static UnaryNode Node(UnaryKind kind) => new()
    {
        Name = "n",
        Inputs = ["x"],
        Output = "y",
        Kind = kind,
        Alpha = kind == UnaryKind.Clip ? -2.5f : Alpha,
        Beta = kind == UnaryKind.Clip ? 4 : Beta,
    };

    // The two that are ONNX Runtime's approximations have bounds of their own.
    private static double Tolerance(UnaryKind kind, double expected) => kind switch
    {
        UnaryKind.Sigmoid => 1.8e-7,
        UnaryKind.Tanh => 6e-7 * Math.Abs(expected),
        _ => (3e-7 * Math.Abs(expected)) + 1e-10,
    };

    private static double Reference(UnaryKind kind, float value)
    {
        double x = value, a = Alpha, b = Beta;
        return kind switch
        {
            UnaryKind.Abs => Math.Abs(x),
            UnaryKind.Neg => -x,
            UnaryKind.Exp => Math.Exp(x),
            UnaryKind.Log => Math.Log(x),
            UnaryKind.Sqrt => Math.Sqrt(x),
            UnaryKind.Reciprocal => 1 / value,
            UnaryKind.Floor => Math.Floor(x),
            UnaryKind.Ceil => Math.Ceiling(x),
            UnaryKind.Round => Math.Round(x, MidpointRounding.ToEven),
            UnaryKind.Sign => Math.Sign(x),
            UnaryKind.Erf => Erf(x),
            UnaryKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
            UnaryKind.Tanh => Math.Tanh(x),
            UnaryKind.LeakyRelu => x >= 0 ? x : a * x,
            UnaryKind.Elu => x >= 0 ? x : a * (Math.Exp(x) - 1),
            UnaryKind.Selu => x > 0 ? b * x : b * a * (Math.Exp(x) - 1),
            UnaryKind.Celu => Math.Max(0, x) + Math.Min(0, a * (Math.Exp(x / a) - 1)),
            UnaryKind.HardSigmoid => (float)Math.Max(0f, Math.Min(1f, (Alpha * value) + Beta)),
            UnaryKind.HardSwish => (float)(value * Math.Max(0f, Math.Min(1f, (value * (1f / 6)) + 0.5f))),
            UnaryKind.Swish => x / (1 + Math.Exp(-a * x)),
            UnaryKind.Mish => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
            UnaryKind.Softplus => Math.Log(1 + Math.Exp(x)),
            UnaryKind.Softsign => x / (1 + Math.Abs(x)),
            UnaryKind.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
            UnaryKind.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
            UnaryKind.ThresholdedRelu => x > a ? x : 0,
            UnaryKind.Shrink => x < -a ? value + Beta : x > a ? value - Beta : 0,
            UnaryKind.Clip => Math.Clamp(x, -2.5, 4),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    // 2/√π·e^(−x²)·Σ 2ⁿ·x^(2n+1)/(2n+1)!!
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        double sum = 0, term = x;
        for (int n = 0; n < 200; n++, term *= 2 * x * x / ((2 * n) + 1))
            sum += term;
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
