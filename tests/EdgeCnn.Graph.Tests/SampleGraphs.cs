using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Tests;

/// <summary>Small networks that the tests begin with.</summary>
internal static class SampleGraphs
{
    /// <summary>A float tensor.</summary>
    public static TensorInfo Real(string name, params int[] dims) => new(name, DataType.Float32, new Shape(dims));

    /// <summary>An activation of codes with one scale.</summary>
    public static TensorInfo Codes(string name, float scale, int zeroPoint, params int[] dims) =>
        new(name, DataType.UInt8, new Shape(dims), QuantParams.PerTensor(scale, zeroPoint));

    /// <summary>A float tensor's values, each different from the others.</summary>
    public static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (i - 3) / 8f)];

    /// <summary>Conv2d 3x3 → ReLU → MaxPool → Reshape → Dense → Softmax, with a contract and provenance.</summary>
    public static NetworkGraph FloatNetwork()
    {
        NetworkGraphBuilder builder = new("sample") { Contract = Contract(4, 4, "no", "yes") };
        builder.AddInput(Real("x", 1, 4, 4, 1));
        builder.AddConstant<float>(Real("w1", 3, 3, 3, 1), Ramp(27));
        builder.AddConstant<float>(Real("b1", 3), Ramp(3));
        builder.AddConstant<float>(Real("w2", 2, 12), Ramp(24));
        builder.Add(new Conv2dNode { Name = "conv", Inputs = ["x", "w1", "b1"], Output = "c", Window = Window.Same(3) });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["c"], Output = "r", Kind = ActivationKind.Relu });
        builder.Add(new MaxPoolNode { Name = "pool", Inputs = ["r"], Output = "p", KernelH = 2, KernelW = 2, Window = new() { StrideH = 2, StrideW = 2 } });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["p"], Output = "f", Target = new(1, 12) });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["f", "w2"], Output = "d" });
        builder.Add(new SoftmaxNode { Name = "soft", Inputs = ["d"], Output = "y" });
        builder.AddOutput("y");
        builder.Provenance = builder.Provenance.Add("seed", "7").Add("command", "test");
        return builder.Build();
    }

    /// <summary>An integer Dense of codes with scales for each channel, and a Transpose of its result.</summary>
    public static NetworkGraph IntegerNetwork()
    {
        NetworkGraphBuilder builder = new("integers");
        builder.AddInput(Codes("x", 0.5f, 128, 2, 3));
        builder.AddConstant<sbyte>(new("w", DataType.Int8, new(2, 3), QuantParams.PerChannel([0.25f, 0.125f])), [1, -2, 3, -4, 5, -128]);
        builder.AddConstant<int>(new("b", DataType.Int32, new(2), QuantParams.PerChannel([0.125f, 0.0625f])), [70000, -1]);
        builder.Add(new DenseNode { Name = "dense", Inputs = ["x", "w", "b"], Output = "d", Activation = ActivationKind.Relu }, DataType.Int8, QuantParams.PerTensor(2f, -5));
        builder.Add(new TransposeNode { Name = "turn", Inputs = ["d"], Output = "t", Permutation = [1, 0] }, DataType.Int8, QuantParams.PerTensor(2f, -5));
        builder.Add(new DequantizeLinearNode { Name = "back", Inputs = ["t"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    /// <summary>
    /// QDQ form: x → Quantize → Dequantize → Dense(dequantized weights and bias) → Quantize → Dequantize → y.
    /// </summary>
    /// <param name="biasScale">0.125 is the product of input and weight scale.</param>
    public static NetworkGraph QdqDense(float biasScale = 0.125f)
    {
        NetworkGraphBuilder builder = new("qdq");
        builder.AddInput(Real("x", 1, 2));
        builder.AddConstant<sbyte>(new("w", DataType.Int8, new(1, 2), QuantParams.PerChannel([0.25f])), [3, -4]);
        builder.AddConstant<int>(new("b", DataType.Int32, new(1), QuantParams.PerTensor(biasScale, 0)), [9]);
        builder.Add(new QuantizeLinearNode { Name = "q1", Inputs = ["x"], Output = "xq" }, DataType.UInt8, QuantParams.PerTensor(0.5f, 100));
        builder.Add(new DequantizeLinearNode { Name = "dx", Inputs = ["xq"], Output = "xd" });
        builder.Add(new DequantizeLinearNode { Name = "dw", Inputs = ["w"], Output = "wd" });
        builder.Add(new DequantizeLinearNode { Name = "db", Inputs = ["b"], Output = "bd" });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["xd", "wd", "bd"], Output = "d" });
        builder.Add(new QuantizeLinearNode { Name = "q2", Inputs = ["d"], Output = "dq" }, DataType.UInt8, QuantParams.PerTensor(1f, 0));
        builder.Add(new DequantizeLinearNode { Name = "dy", Inputs = ["dq"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    /// <summary>A contract of a grey picture.</summary>
    public static InputContract Contract(int height, int width, params string[] labels) =>
        new() { Height = height, Width = width, Color = ColorOrder.Gray, Mean = [0.5f], Std = [0.25f], Labels = [.. labels] };

    /// <summary>The operators in order, for example <c>Conv2d MaxPool</c>.</summary>
    public static string Operators(this NetworkGraph graph) => string.Join(' ', graph.Nodes.Select(node => node.Op));
}
