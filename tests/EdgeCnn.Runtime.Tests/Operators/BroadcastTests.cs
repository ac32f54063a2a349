using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using Tensor = EdgeCnn.Testing.ReferenceTensor<float>;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Functions of two and three tensors, on random shapes that broadcast.</summary>
public sealed class BroadcastTests
{
    private const int Cases = 60;

    public static TheoryData<BinaryKind> FloatKinds => [.. Enum.GetValues<BinaryKind>().Where(kind => !kind.IsLogic() && !kind.IsComparison())];

    public static TheoryData<BinaryKind> Comparisons => [.. Enum.GetValues<BinaryKind>().Where(BinaryKinds.IsComparison)];

    [Theory]
    [MemberData(nameof(FloatKinds))]
    public void Binary_FloatsOfRandomShapes_MatchReference(BinaryKind kind)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var (a, b, shape) = Pair(seed, random => (random.Next(4) == 0 ? random.Next(-3, 4) : (random.NextSingle() * 8) - 4));
            var expected = Tensor.Of(shape, i => Reference(kind, a[i], b[i]));
            float[] got = OneNode.Run<float>(Node(kind), [a.Of("a"), b.Of("b")]);
            for (int i = 0; i < got.Length; i++)
                Assert.True(Near(expected.Values[i], got[i], kind == BinaryKind.Pow ? 2e-7 : 0), $"{kind} seed {seed} at {i}: expected {expected.Values[i]:R}, got {got[i]:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Binary_Comparisons_GiveTruthValues(BinaryKind kind)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var (a, b, shape) = Pair(seed, random => random.Next(-2, 3));
            var expected = ReferenceTensor<byte>.Of(shape, i => (byte)(Compares(kind, a[i], b[i]) ? 1 : 0));
            Assert.Equal(expected.Values, OneNode.Run<byte>(Node(kind), [a.Of("a"), b.Of("b")], truth: true));
        }
    }

    [Theory]
    [InlineData(BinaryKind.Add, 1)]
    [InlineData(BinaryKind.Add, 16)]
    [InlineData(BinaryKind.Div, 5)]
    [InlineData(BinaryKind.Max, 33)]
    public void Binary_EveryKindOfRow_MatchesReference(BinaryKind kind, int length)
    {
        var random = new Random(length);
        foreach (var (left, right) in (((int[], int[])[])[([3, length], [3, length]), ([3, length], []), ([], [3, length]), ([3, length], [length]), ([3, length], [3, 1]), ([3, 1], [1, length]), ([1], [length])]))
        {
            Tensor a = Tensor.Of(left, _ => random.NextSingle()), b = Tensor.Of(right, _ => random.NextSingle() + 1);
            Assert.True(Shape.TryBroadcast(new Shape(left), new Shape(right), out Shape shape));
            Assert.Equal(Tensor.Of([.. shape.Dims], i => Reference(kind, a[i], b[i])).Values, OneNode.Run<float>(Node(kind), [a.Of("a"), b.Of("b")]));
        }
    }

    [Fact]
    public void Binary_IntegerDivision_TruncatesAndNeverTraps()
    {
        Assert.Equal([-3, 3, 0, int.MinValue, 2], Int(BinaryKind.Div, [-7, -7, 5, int.MinValue, 5], [2, -2, 0, -1, 2]));
        Assert.Equal([1, -1, 0, 0, 1, 0], Int(BinaryKind.Mod, [-7, 7, 5, int.MinValue, 7, 6], [2, -2, 0, -1, 3, -3]));
        Assert.Equal([long.MinValue, -4], OneNode.Run<long>(Node(BinaryKind.Div), [OneNode.Given.Of("a", [2], [long.MinValue, 9L]), OneNode.Given.Of("b", [2], [-1L, -2L])]));
    }

    [Fact]
    public void Binary_SmallIntegers_Wrap()
    {
        Assert.Equal([44, 0], OneNode.Run<byte>(Node(BinaryKind.Add), [OneNode.Given.Of<byte>("a", [2], [200, 1]), OneNode.Given.Of<byte>("b", [2], [100, 255])]));
        Assert.Equal([0x40], OneNode.Run<byte>(Node(BinaryKind.Mul), [OneNode.Given.Of<byte>("a", [1], [0x88]), OneNode.Given.Of<byte>("b", [1], [0x88])]));
        Assert.Equal([-128, 3], OneNode.Run<sbyte>(Node(BinaryKind.Div), [OneNode.Given.Of<sbyte>("a", [2], [-128, 7]), OneNode.Given.Of<sbyte>("b", [2], [-1, 2])]));
        Assert.Equal([255, 254], OneNode.Run<byte>(Node(BinaryKind.Max), [OneNode.Given.Of<byte>("a", [2], [255, 4]), OneNode.Given.Of<byte>("b", [2], [3, 254])]));
    }

    [Fact]
    public void Binary_IntegerPowers_MultiplyOut() =>
        Assert.Equal([8, 1, -27, 0, 1, -1, 1], Int(BinaryKind.Pow, [2, 5, -3, 2, 1, -1, -1], [3, 0, 3, -1, -5, -3, -4]));

    [Fact]
    public void Binary_Logic_IsThatOfTruthValues()
    {
        byte[] Run(BinaryKind kind) => OneNode.Run<byte>(Node(kind), [OneNode.Given.Of<byte>("a", [4], [0, 0, 1, 1], truth: true), OneNode.Given.Of<byte>("b", [4], [0, 1, 0, 1], truth: true)], truth: true);
        Assert.Equal([0, 0, 0, 1], Run(BinaryKind.And));
        Assert.Equal([0, 1, 1, 1], Run(BinaryKind.Or));
        Assert.Equal([0, 1, 1, 0], Run(BinaryKind.Xor));
        Assert.Equal([1, 0, 0, 1], Run(BinaryKind.Equal));
    }

    [Theory]
    [InlineData(BinaryKind.Min)]
    [InlineData(BinaryKind.Max)]
    public void Binary_NaN_WinsInEveryLane(BinaryKind kind)
    {
        float[] a = [1, float.NaN, 3, 4, float.NaN], b = [float.NaN, 2, 3, 5, 0];
        float[] y = OneNode.Run<float>(Node(kind), [OneNode.Given.Of("a", [5], a), OneNode.Given.Of("b", [5], b)]);
        Assert.Equal([true, true, false, false, true], y.Select(float.IsNaN));
    }

    [Theory]
    [InlineData(BinaryKind.Add)]
    [InlineData(BinaryKind.Mul)]
    public void Binary_SumAndProductOfCodes_MatchTheRules(BinaryKind kind)
    {
        ReferenceCodes.Codes qa = new(0.02f, 120, true), qb = new(0.013f, 7, true), qy = new(0.05f, 99, true);
        for (int seed = 0; seed < Cases; seed++)
        {
            var (a, b, shape) = Pair(seed, random => random.Next(256));
            byte[] got = OneNode.Run<byte>(Node(kind), [OneNode.Given.Of("a", a.Shape, Bytes(a), Quant(qa)), OneNode.Given.Of("b", b.Shape, Bytes(b), Quant(qb))], Quant(qy));
            var expected = ReferenceTensor<byte>.Of(shape, i => (byte)(kind == BinaryKind.Add
                ? ReferenceCodes.Sum(qa, qb, qy, (int)a[i], (int)b[i])
                : ReferenceCodes.Product(qa, qb, qy, (int)a[i], (int)b[i])));
            Assert.Equal(expected.Values, got);
        }
    }

    [Fact]
    public void Where_RandomShapes_MatchReference()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var (a, b, shape) = Pair(seed, random => random.Next(100));
            var random = new Random(seed + 1000);
            var condition = ReferenceTensor<byte>.Of([.. shape.Skip(random.Next(shape.Length + 1)).Select(size => random.Next(3) == 0 ? 1 : size)], _ => (byte)random.Next(2));
            var expected = Tensor.Of(shape, i => condition[i] != 0 ? a[i] : b[i]);
            var node = new WhereNode { Name = "n", Inputs = ["c", "a", "b"], Output = "y" };
            Assert.Equal(expected.Values, OneNode.Run<float>(node, [condition.Of("c", truth: true), a.Of("a"), b.Of("b")]));
        }
    }

    private static byte[] Bytes(Tensor x) => [.. x.Values.Select(value => (byte)value)];

    private static BinaryNode Node(BinaryKind kind) => new() { Name = "n", Inputs = ["a", "b"], Output = "y", Kind = kind };

    private static int[] Int(BinaryKind kind, int[] a, int[] b) => OneNode.Run<int>(Node(kind), [OneNode.Given.Of("a", [a.Length], a), OneNode.Given.Of("b", [b.Length], b)]);

    // Two tensors of shapes that broadcast to a third: axes cut off in front, and sizes replaced by 1.
    private static (Tensor A, Tensor B, int[] Shape) Pair(int seed, Func<Random, float> value)
    {
        var random = new Random(seed);
        int[] shape = Tensor.RandomShape(random);
        int[] Part() => [.. shape.Skip(random.Next(3) == 0 ? random.Next(shape.Length + 1) : 0).Select(size => random.Next(3) == 0 ? 1 : size)];
        Tensor a = Tensor.Of(Part(), _ => value(random)), b = Tensor.Of(Part(), _ => value(random));
        Assert.True(Shape.TryBroadcast(new Shape(a.Shape), new Shape(b.Shape), out Shape result));
        return (a, b, [.. result.Dims]);
    }

    private static bool Near(float expected, float got, double tolerance) =>
        expected.Equals(got) || expected == got || Math.Abs((double)expected - got) <= tolerance * Math.Abs((double)expected);

    private static bool Compares(BinaryKind kind, float a, float b) => kind switch
    {
        BinaryKind.Equal => a == b,
        BinaryKind.Greater => a > b,
        BinaryKind.GreaterOrEqual => a >= b,
        BinaryKind.Less => a < b,
        _ => a <= b,
    };

    private static float Reference(BinaryKind kind, float a, float b) => kind switch
    {
        BinaryKind.Add => a + b,
        BinaryKind.Sub => a - b,
        BinaryKind.Mul => a * b,
        BinaryKind.Div => a / b,
        BinaryKind.Pow => (float)Math.Pow(a, b),
        BinaryKind.Mod => b == 0 ? float.NaN : (float)Remainder(a, b),
        BinaryKind.Min => Math.Min(a, b),
        BinaryKind.Max => Math.Max(a, b),
        _ => a < 0 ? a * b : a,
    };

    // The exact remainder of the magnitudes, moved to the side of b.
    private static double Remainder(double a, double b)
    {
        double rest = Math.Abs(a);
        while (rest >= Math.Abs(b))
            rest -= Math.Abs(b) * Math.Pow(2, Math.Floor(Math.Log2(rest / Math.Abs(b))));
        rest = a < 0 ? -rest : rest;
        return rest != 0 && (rest < 0) != (b < 0) ? (float)rest + (float)b : rest;
    }

    private static QuantParams Quant(ReferenceCodes.Codes codes) => QuantParams.PerTensor(codes.Scale, codes.ZeroPoint);
}
