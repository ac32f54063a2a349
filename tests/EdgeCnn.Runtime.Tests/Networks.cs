using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>Small networks with random weights.</summary>
internal static class Networks
{
    /// <summary>conv 3x3 → max pool 2 → reshape → dense, float.</summary>
    public static NetworkGraph Float(int seed)
    {
        var random = new Random(seed);
        var builder = new NetworkGraphBuilder("float");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 8, 6, 3)));
        AddFloats(builder, "w1", new Shape(5, 3, 3, 3), random);
        AddFloats(builder, "b1", new Shape(5), random);
        AddFloats(builder, "w2", new Shape(4, 60), random);
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1", "b1"], Output = "y1", Window = Window.Same(3) });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["y1"], Output = "y2", Kind = ActivationKind.Relu });
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["y2"], Output = "y3", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flatten", Inputs = ["y3"], Output = "y4", Target = new Shape(1, 60) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["y4", "w2"], Output = "y5" });
        builder.AddOutput("y5");
        return builder.Build();
    }

    /// <summary>conv 3x3 with ReLU → max pool 2 → reshape → dense, on codes of the given type.</summary>
    public static NetworkGraph Int8(int seed, DataType type = DataType.UInt8, sbyte lowestWeight = -127)
    {
        var random = new Random(seed);
        int move = type == DataType.UInt8 ? 0 : -128;
        var builder = new NetworkGraphBuilder("int8");
        QuantParams qx = QuantParams.PerTensor(0.02f, 120 + move), q1 = QuantParams.PerTensor(0.05f, 10 + move), q2 = QuantParams.PerTensor(0.11f, 131 + move);
        builder.AddInput(new TensorInfo("x", type, new Shape(1, 8, 6, 3), qx));
        AddCodes(builder, "w1", new Shape(5, 3, 3, 3), random, lowestWeight);
        builder.AddConstant<int>(new TensorInfo("b1", DataType.Int32, new Shape(5)), [100, -2000, 30, 0, 7]);
        AddCodes(builder, "w2", new Shape(4, 60), random, lowestWeight);
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1", "b1"], Output = "y1", Window = Window.Same(3), Activation = ActivationKind.Relu }, type, q1);
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["y1"], Output = "y2", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2 } }, type, q1);
        builder.Add(new ReshapeNode { Name = "flatten", Inputs = ["y2"], Output = "y3", Target = new Shape(1, 60) }, type, q1);
        builder.Add(new DenseNode { Name = "dense", Inputs = ["y3", "w2"], Output = "y4" }, type, q2);
        builder.AddOutput("y4");
        return builder.Build();
    }

    public static byte[] RandomCodes(int seed, int count)
    {
        byte[] codes = new byte[count];
        new Random(seed).NextBytes(codes);
        return codes;
    }

    private static void AddFloats(NetworkGraphBuilder builder, string name, Shape shape, Random random) =>
        builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => random.NextSingle() - 0.5f)]);

    private static void AddCodes(NetworkGraphBuilder builder, string name, Shape shape, Random random, sbyte lowest)
    {
        float[] scales = [.. Enumerable.Range(0, shape[0]).Select(_ => 0.001f + (0.01f * random.NextSingle()))];
        sbyte[] codes = [.. Enumerable.Range(0, shape.Elements).Select(_ => (sbyte)random.Next(lowest, 128))];
        codes[0] = lowest;
        builder.AddConstant<sbyte>(new TensorInfo(name, DataType.Int8, shape, QuantParams.PerChannel(scales)), codes);
    }
}
