using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Passes;

public sealed class FoldTransposeIntoDenseTests
{
    private static readonly FoldTransposeIntoDense Pass = new();

    [Fact]
    public void Run_ChannelsFirstFlatten_PermutesColumns()
    {
        // x is [1, H=1, W=2, C=2]; the transpose puts channels first: columns were (c0w0, c0w1, c1w0, c1w1).
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(Flatten([1, 1, 2, 2], [0, 3, 1, 2], [10, 11, 12, 13, 20, 21, 22, 23])));
        Assert.Equal("Reshape Dense", folded.Operators());
        Assert.Equal(["x"], folded.Nodes[0].Inputs.ToArray());
        Assert.DoesNotContain("t", folded.Tensors.Keys);
        // In the picture's own order: (w0c0, w0c1, w1c0, w1c1).
        Assert.Equal([10f, 12f, 11f, 13f, 20f, 22f, 21f, 23f], folded.Constant<float>("w"));
        Assert.Same(folded, Pass.Run(folded));
    }

    [Theory]
    [InlineData(1, 2, 3, 4, 0, 3, 1, 2)]
    [InlineData(2, 2, 3, 4, 0, 3, 2, 1)]
    [InlineData(3, 5, 1, 2, 0, 2, 3, 1)]
    [InlineData(2, 3, 4, 5, 0, 1, 2, 3)]
    public void Run_AnyPermutation_ComputesTheSame(int n, int h, int w, int c, params int[] permutation)
    {
        int k = h * w * c;
        float[] x = [.. Enumerable.Range(0, n * k).Select(i => (float)((i * 7 % 31) - 15))];
        float[] weights = [.. Enumerable.Range(0, 2 * k).Select(i => (float)((i * 5 % 23) - 11))];
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(Flatten([n, h, w, c], permutation, weights)));
        Assert.Equal(Dense(Transposed(x, [n, h, w, c], permutation), weights, n, k), Dense(x, folded.Constant<float>("w").ToArray(), n, k));
    }

    [Fact]
    public void Run_CodesAsWeights_PermutesBytes()
    {
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(Codes("x", 1f, 0, 1, 1, 2, 2));
        builder.AddConstant<sbyte>(new("w", DataType.Int8, new(1, 4), QuantParams.PerChannel([1f])), [1, 2, 3, 4]);
        builder.Add(new TransposeNode { Name = "t", Inputs = ["x"], Output = "t", Permutation = [0, 3, 1, 2] }, DataType.UInt8, QuantParams.PerTensor(1f, 0));
        builder.Add(new ReshapeNode { Name = "r", Inputs = ["t"], Output = "f", Target = new(1, 4) }, DataType.UInt8, QuantParams.PerTensor(1f, 0));
        builder.Add(new DenseNode { Name = "d", Inputs = ["f", "w"], Output = "y" }, DataType.UInt8, QuantParams.PerTensor(1f, 0));
        builder.AddOutput("y");
        NetworkGraph folded = GraphValidator.Validated(Pass.Run(builder.Build()));
        Assert.Equal("Reshape Dense", folded.Operators());
        Assert.Equal(new sbyte[] { 1, 3, 2, 4 }, folded.Constant<sbyte>("w").ToArray());
    }

    [Fact]
    public void Run_BatchMoves_StaysAsItIs()
    {
        NetworkGraph moved = Flatten([2, 1, 2, 2], [1, 0, 2, 3], new float[16], rows: 1);
        Assert.Same(moved, Pass.Run(moved));
        NetworkGraph merged = Flatten([2, 1, 2, 2], [0, 3, 1, 2], new float[16], rows: 1);
        Assert.Same(merged, Pass.Run(merged));
    }

    [Theory]
    [InlineData("t")]
    [InlineData("f")]
    [InlineData("w")]
    public void Run_ValuesAreAnOutput_StaysAsItIs(string output)
    {
        NetworkGraph graph = Flatten([1, 1, 2, 2], [0, 3, 1, 2], Ramp(8));
        graph = GraphValidator.Validated(graph with { Outputs = ["y", output] });
        Assert.Same(graph, Pass.Run(graph));
    }

    [Theory]
    [InlineData("t")]
    [InlineData("f")]
    [InlineData("w")]
    public void Run_SecondReader_StaysAsItIs(string tensor)
    {
        NetworkGraph graph = Flatten([1, 1, 2, 2], [0, 3, 1, 2], Ramp(8), builder =>
        {
            builder.Add(new SoftmaxNode { Name = "reader", Inputs = [tensor], Output = "z" });
            builder.AddOutput("z");
        });
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_WeightsAreNotConstant_StaysAsItIs()
    {
        NetworkGraph graph = Flatten([1, 1, 2, 2], [0, 3, 1, 2], Ramp(8));
        graph = GraphValidator.Validated(graph with { Constants = NamedTable<ReadOnlyMemory<byte>>.Empty, Inputs = ["x", "w"] });
        Assert.Same(graph, Pass.Run(graph));
    }

    [Fact]
    public void Run_Scalar_StaysAsItIs()
    {
        NetworkGraph graph = Flatten([], [], Ramp(2), rows: 1);
        Assert.Same(graph, Pass.Run(graph));
    }

    private static NetworkGraph Flatten(int[] x, int[] permutation, float[] weights, Action<NetworkGraphBuilder>? rest = null, int? rows = null)
    {
        int n = rows ?? x[0], k = x.Aggregate(1, (a, b) => a * b) / n;
        NetworkGraphBuilder builder = new("net");
        builder.AddInput(Real("x", x));
        builder.AddConstant<float>(Real("w", weights.Length / k, k), weights);
        builder.Add(new TransposeNode { Name = "turn", Inputs = ["x"], Output = "t", Permutation = [.. permutation] });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["t"], Output = "f", Target = new(n, k) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["f", "w"], Output = "y" });
        builder.AddOutput("y");
        rest?.Invoke(builder);
        return builder.Build();
    }

    private static float[] Transposed(float[] x, int[] dims, int[] p)
    {
        float[] result = new float[x.Length];
        int to = 0;
        int[] i = new int[4], strides = [dims[1] * dims[2] * dims[3], dims[2] * dims[3], dims[3], 1];
        for (i[0] = 0; i[0] < dims[p[0]]; i[0]++)
        {
            for (i[1] = 0; i[1] < dims[p[1]]; i[1]++)
            {
                for (i[2] = 0; i[2] < dims[p[2]]; i[2]++)
                {
                    for (i[3] = 0; i[3] < dims[p[3]]; i[3]++)
                        result[to++] = x[(i[0] * strides[p[0]]) + (i[1] * strides[p[1]]) + (i[2] * strides[p[2]]) + (i[3] * strides[p[3]])];
                }
            }
        }

        return result;
    }

    // Small integers as floats, so sums are exact in any order.
    private static float[] Dense(float[] x, float[] weights, int n, int k)
    {
        int outputs = weights.Length / k;
        float[] result = new float[n * outputs];
        for (int row = 0; row < n; row++)
        {
            for (int o = 0; o < outputs; o++)
            {
                for (int i = 0; i < k; i++)
                    result[(row * outputs) + o] += x[(row * k) + i] * weights[(o * k) + i];
            }
        }

        return result;
    }
}
