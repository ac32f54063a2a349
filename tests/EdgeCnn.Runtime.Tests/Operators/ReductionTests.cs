using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using Tensor = EdgeCnn.Testing.ReferenceTensor<float>;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Functions of many values: reductions, places of extremes, rankings, on random shapes and axes.</summary>
public sealed class ReductionTests
{
    private const int Cases = 60;

    public static TheoryData<ReduceKind> Kinds => [.. Enum.GetValues<ReduceKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reduce_FloatsAlongRandomAxes_MatchReference(ReduceKind kind)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            Tensor x = Tensor.Of(Tensor.RandomShape(random), _ => kind == ReduceKind.LogSum ? random.NextSingle() + 0.1f : (random.NextSingle() * 4) - 2);
            int[] axes = [.. Enumerable.Range(0, x.Shape.Length).Where(_ => random.Next(2) == 0)];
            bool keep = random.Next(2) == 0;
            double[] expected = [.. Groups(x, axes).Select(group => Reference(kind, [.. group.Select(value => (double)value)]))];
            float[] got = OneNode.Run<float>(new ReduceNode { Name = "n", Inputs = ["x"], Output = "y", Kind = kind, Axes = [.. axes], KeepDims = keep }, [x.Of("x")]);
            Assert.Equal(expected.Length, got.Length);
            for (int i = 0; i < got.Length; i++)
                Assert.True(Math.Abs(expected[i] - got[i]) <= 1e-6 * Math.Max(1, Math.Abs(expected[i])), $"{kind} seed {seed} at {i}: expected {expected[i]}, got {got[i]}");
        }
    }

    [Fact]
    public void Reduce_Integers_StayIntegers()
    {
        long[] Long(ReduceKind kind, params long[] x) => OneNode.Run<long>(Node(kind), [OneNode.Given.Of("x", [x.Length], x)]);
        Assert.Equal([long.MaxValue - 1], Long(ReduceKind.Sum, long.MaxValue, -1));
        Assert.Equal([-2L], Long(ReduceKind.Mean, -3, -2));
        Assert.Equal([(1L << 62) + 1], Long(ReduceKind.Max, 1L << 62, (1L << 62) + 1));
        Assert.Equal([5L], Long(ReduceKind.L2, 3, -4));
        Assert.Equal([44], OneNode.Run<byte>(Node(ReduceKind.Sum), [OneNode.Given.Of<byte>("x", [2], [200, 100])]));
        Assert.Equal([-7], OneNode.Run<sbyte>(Node(ReduceKind.Min), [OneNode.Given.Of<sbyte>("x", [3], [4, -7, 0])]));
        Assert.Equal([1], OneNode.Run<byte>(Node(ReduceKind.Max), [OneNode.Given.Of<byte>("x", [3], [0, 1, 0], truth: true)], truth: true));
    }

    [Fact]
    public void Reduce_SpecialValues_GoThrough()
    {
        float Run(ReduceKind kind, params float[] x) => OneNode.Run<float>(Node(kind), [OneNode.Given.Of("x", [x.Length], x)])[0];
        Assert.Equal(float.NaN, Run(ReduceKind.Max, 1, float.NaN, 3));
        Assert.Equal(float.NegativeInfinity, Run(ReduceKind.LogSumExp, float.NegativeInfinity, float.NegativeInfinity));
        Assert.Equal((float)(1000 + Math.Log(2)), Run(ReduceKind.LogSumExp, 1000, 1000));
        Assert.Equal(float.PositiveInfinity, Run(ReduceKind.LogSumExp, 1, float.PositiveInfinity));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Arg_RandomAxes_MatchReference(bool least, bool last)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            Tensor x = Tensor.Of(Tensor.RandomShape(random, leastRank: 1), _ => random.Next(4));
            int axis = random.Next(x.Shape.Length);
            bool keep = random.Next(2) == 0;
            long[] expected = [.. Groups(x, [axis]).Select(group =>
            {
                float best = least ? group.Min() : group.Max();
                return (long)(last ? group.FindLastIndex(value => value == best) : group.FindIndex(value => value == best));
            })];
            Assert.Equal(expected, OneNode.Run<long>(new ArgNode { Name = "n", Inputs = ["x"], Output = "y", Axis = axis, Least = least, SelectLast = last, KeepDims = keep }, [x.Of("x")]));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TopK_RandomAxes_KeepTheOrderOfEqualOnes(bool least)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            int[] shape = Tensor.RandomShape(random, leastRank: 1);
            int axis = random.Next(shape.Length);
            shape[axis] = random.Next(1, 40);
            Tensor x = Tensor.Of(shape, _ => random.Next(-5, 6));
            int k = random.Next(shape[axis]) + 1;
            // The order of one line by its definition: as many come before it as are better, or equal and earlier.
            var order = Tensor.Of(shape, at =>
            {
                float own = x[at];
                return Enumerable.Range(0, shape[axis]).Count(other =>
                {
                    float value = x[With(at, axis, other)];
                    return (least ? value < own : value > own) || (value == own && other < at[axis]);
                });
            });
            int[] result = With(shape, axis, k);
            var indices = Tensor.Of(result, to => Enumerable.Range(0, shape[axis]).Single(i => order[With(to, axis, i)] == to[axis]));
            TopKNode Node(bool wantsIndices) => new() { Name = "n", Inputs = ["x"], Output = "y", Axis = axis, K = k, Least = least, Indices = wantsIndices };
            Assert.Equal(indices.Values.Select(i => (long)i), OneNode.Run<long>(Node(true), [x.Of("x")]));
            Assert.Equal(Tensor.Of(result, to => x[With(to, axis, (int)indices[to])]).Values, OneNode.Run<float>(Node(false), [x.Of("x")]));
        }
    }

    private static ReduceNode Node(ReduceKind kind) => new() { Name = "n", Inputs = ["x"], Output = "y", Kind = kind, Axes = [0], KeepDims = false };

    private static int[] With(int[] index, int axis, int value) => [.. index[..axis], value, .. index[(axis + 1)..]];

    // The values that go into each result, results in their order.
    private static List<List<float>> Groups(Tensor x, int[] axes)
    {
        int[] kept = [.. x.Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        return [.. Tensor.Indices(kept).Select(result => Tensor.Indices([.. x.Shape.Select((size, axis) => axes.Contains(axis) ? size : 1)]).Select(part => x[[.. result.Zip(part, (a, b) => a + b)]]).ToList())];
    }

    private static double Reference(ReduceKind kind, double[] x) => kind switch
    {
        ReduceKind.Sum => x.Sum(),
        ReduceKind.Mean => x.Sum() / x.Length,
        ReduceKind.Max => x.Max(),
        ReduceKind.Min => x.Min(),
        ReduceKind.Prod => x.Aggregate(1.0, (a, b) => a * b),
        ReduceKind.L1 => x.Sum(Math.Abs),
        ReduceKind.L2 => Math.Sqrt(x.Sum(value => value * value)),
        ReduceKind.LogSum => Math.Log(x.Sum()),
        ReduceKind.LogSumExp => Math.Log(x.Sum(Math.Exp)),
        _ => x.Sum(value => value * value),
    };
}
