using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Tests.Operators;

/// <summary>Networks with branches: residual addition, concatenation, depthwise convolution, global average, on every kernel set.</summary>
public sealed class BranchTests
{
    public static TheoryData<string> Sets => [.. KernelSets.Supported.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Run_Int8Branches_GiveTheSameCodesWithEverySetAndSign(string set)
    {
        byte[] x = Networks.RandomCodes(1, 6 * 5 * 12), portable = new byte[24], got = new byte[24], signed = new byte[24];
        InferenceSession.Create(Int8(DataType.UInt8), new SessionOptions { Kernels = "portable" }).Run<byte, byte>(x, portable);
        InferenceSession.Create(Int8(DataType.UInt8), new SessionOptions { Kernels = set }).Run<byte, byte>(x, got);
        Assert.Equal(portable, got);
        Assert.True(portable.Distinct().Count() > 8, "the network gives almost constant codes and proves nothing");

        // The int8 model's own rule for Add rounds signed codes, so it is compared with itself only.
        byte[] moved = [.. x.Select(code => (byte)(code ^ 0x80))], reference = new byte[24];
        InferenceSession.Create(Int8(DataType.Int8), new SessionOptions { Kernels = "portable" }).Run<byte, byte>(moved, reference);
        InferenceSession.Create(Int8(DataType.Int8), new SessionOptions { Kernels = set }).Run<byte, byte>(moved, signed);
        Assert.Equal(reference, signed);
    }

    [Fact]
    public void Run_FloatBranches_MatchHandComputedValues()
    {
        var builder = new NetworkGraphBuilder("float");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2, 2, 1)));
        builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(1, 1, 1)), [-2f]);
        builder.Add(new DepthwiseConv2dNode { Name = "d", Inputs = ["x", "w"], Output = "d" });
        builder.Add(new AddNode { Name = "a", Inputs = ["x", "d"], Output = "a" });
        builder.Add(new ActivationNode { Name = "r", Inputs = ["a"], Output = "r", Kind = ActivationKind.Relu6 });
        builder.Add(new ConcatNode { Name = "c", Inputs = ["x", "r", "d"], Output = "c" });
        builder.Add(new GlobalAveragePoolNode { Name = "g", Inputs = ["c"], Output = "y" });
        builder.AddOutput("y");
        float[] y = new float[3];
        // x − 2x = −x; clamped to 0..6: 0, 6, 3, 0; means of x, that and −2x.
        InferenceSession.Create(builder.Build()).Run<float, float>([1f, -8f, -3f, 2f], y);
        Assert.Equal([-2f, 2.25f, 4f], y);
    }

    [Fact]
    public void Run_TwoInputs_TakesEachByItsIndex()
    {
        var builder = new NetworkGraphBuilder("two");
        builder.AddInput(new TensorInfo("a", DataType.Float32, new Shape(1, 3)));
        builder.AddInput(new TensorInfo("b", DataType.Float32, new Shape(1, 3)));
        builder.Add(new AddNode { Name = "add", Inputs = ["a", "b"], Output = "y" });
        builder.AddOutput("y");
        var session = InferenceSession.Create(builder.Build());
        session.SetInput<float>(0, [1f, 2f, 3f]);
        session.SetInput<float>(1, [10f, 20f, 30f]);
        session.Run();
        float[] y = new float[3];
        session.CopyOutput<float>(0, y);
        Assert.Equal([11f, 22f, 33f], y);
        Assert.Throws<ArgumentException>(() => session.Run<float>([1f, 2f, 3f]));
    }

    private static NetworkGraph Int8(DataType type)
    {
        var random = new Random(5);
        int move = type == DataType.UInt8 ? 0 : -128;
        QuantParams Quant(float scale, int zeroPoint) => QuantParams.PerTensor(scale, zeroPoint + move);
        var builder = new NetworkGraphBuilder("branches");
        builder.AddInput(new TensorInfo("x", type, new Shape(1, 6, 5, 12), Quant(0.02f, 120)));
        sbyte[] Codes(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
        float[] Scales() => [.. Enumerable.Range(0, 12).Select(_ => 0.002f + (0.004f * random.NextSingle()))];
        builder.AddConstant<sbyte>(new TensorInfo("w1", DataType.Int8, new Shape(3, 3, 12), QuantParams.PerChannel(Scales(), axis: 2)), Codes(108));
        builder.AddConstant<int>(new TensorInfo("b1", DataType.Int32, new Shape(12)), [.. Enumerable.Range(0, 12).Select(i => (i - 6) * 300)]);
        builder.AddConstant<sbyte>(new TensorInfo("w2", DataType.Int8, new Shape(12, 1, 1, 12), QuantParams.PerChannel(Scales())), Codes(144));
        builder.Add(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["x", "w1", "b1"], Output = "d", Window = Window.Same(3), Activation = ActivationKind.Relu6 }, type, Quant(0.03f, 3));
        builder.Add(new Conv2dNode { Name = "pointwise", Inputs = ["d", "w2"], Output = "p" }, type, Quant(0.05f, 128));
        builder.Add(new AddNode { Name = "add", Inputs = ["x", "p"], Output = "a", Activation = ActivationKind.Relu }, type, Quant(0.033f, 77));
        builder.Add(new ConcatNode { Name = "concat", Inputs = ["a", "d"], Output = "c" }, type, Quant(0.031f, 60));
        builder.Add(new GlobalAveragePoolNode { Name = "average", Inputs = ["c"], Output = "y" }, type, Quant(0.011f, 12));
        builder.AddOutput("y");
        return builder.Build();
    }
}
