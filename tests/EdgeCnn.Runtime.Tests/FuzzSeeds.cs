using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>Small networks that hold every operator and every optional part of a model file.</summary>
internal static class FuzzSeeds
{
    public static IEnumerable<NetworkGraph> All => [Networks.Float(1), Networks.Int8(2), Networks.Int8(3, DataType.Int8), Branches(integer: false), Branches(integer: true), Qdq()];

    /// <summary>Depthwise convolution, addition, concatenation, transposition, global average, softmax; with a contract.</summary>
    private static NetworkGraph Branches(bool integer)
    {
        DataType type = integer ? DataType.Int8 : DataType.Float32;
        QuantParams? Quant(float scale, int zeroPoint) => integer ? QuantParams.PerTensor(scale, zeroPoint) : null;
        var builder = new NetworkGraphBuilder("branches")
        {
            Contract = new InputContract { Height = 5, Width = 4, Color = ColorOrder.Rgb, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.25f, 0.3f], Labels = ["a", "b", "c", "d", "e", "f"] },
        };
        builder.Provenance = builder.Provenance.Add("seed", "7");
        builder.AddInput(new TensorInfo("x", type, new Shape(1, 5, 4, 3), Quant(0.02f, 12)));
        if (integer)
            builder.AddConstant<sbyte>(new TensorInfo("w", type, new Shape(3, 3, 3), QuantParams.PerChannel([0.002f, 0.003f, 0.004f], axis: 2)), [.. Enumerable.Range(-13, 27).Select(i => (sbyte)i)]);
        else
            builder.AddConstant<float>(new TensorInfo("w", type, new Shape(3, 3, 3)), [.. Enumerable.Range(-13, 27).Select(i => i / 8f)]);
        var window = new Window { PadTop = 2, PadBottom = 2, PadLeft = 1, PadRight = 1, DilationH = 2 };
        builder.Add(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["x", "w"], Output = "d", Window = window, Activation = ActivationKind.Relu6 }, type, Quant(0.03f, -128));
        builder.Add(new AddNode { Name = "add", Inputs = ["x", "d"], Output = "a" }, type, Quant(0.04f, 3));
        builder.Add(new TransposeNode { Name = "turn", Inputs = ["a"], Output = "t", Permutation = [0, 2, 1, 3] }, type, Quant(0.04f, 3));
        builder.Add(new TransposeNode { Name = "back", Inputs = ["t"], Output = "b", Permutation = [0, 2, 1, 3] }, type, Quant(0.04f, 3));
        builder.Add(new ConcatNode { Name = "concat", Inputs = ["b", "d"], Output = "c" }, type, Quant(0.05f, 5));
        builder.Add(new GlobalAveragePoolNode { Name = "average", Inputs = ["c"], Output = "g" }, type, Quant(0.02f, 2));
        if (integer)
            builder.Add(new DequantizeLinearNode { Name = "real", Inputs = ["g"], Output = "r" });
        builder.Add(new SoftmaxNode { Name = "softmax", Inputs = [integer ? "r" : "g"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }

    /// <summary>A dense layer between the pairs of QDQ form, which the passes must untangle.</summary>
    private static NetworkGraph Qdq()
    {
        var builder = new NetworkGraphBuilder("qdq");
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 2, 1, 1)));
        builder.AddConstant<sbyte>(new TensorInfo("w", DataType.Int8, new Shape(1, 2), QuantParams.PerChannel([0.25f])), [3, -4]);
        builder.AddConstant<int>(new TensorInfo("b", DataType.Int32, new Shape(1), QuantParams.PerTensor(0.125f, 0)), [9]);
        builder.Add(new QuantizeLinearNode { Name = "q1", Inputs = ["x"], Output = "xq" }, DataType.UInt8, QuantParams.PerTensor(0.5f, 100));
        builder.Add(new DequantizeLinearNode { Name = "dx", Inputs = ["xq"], Output = "xd" });
        builder.Add(new TransposeNode { Name = "turn", Inputs = ["xd"], Output = "t", Permutation = [0, 3, 1, 2] });
        builder.Add(new ReshapeNode { Name = "flat", Inputs = ["t"], Output = "f", Target = new Shape(1, 2) });
        builder.Add(new ActivationNode { Name = "relu", Inputs = ["f"], Output = "r", Kind = ActivationKind.Relu });
        builder.Add(new DequantizeLinearNode { Name = "dw", Inputs = ["w"], Output = "wd" });
        builder.Add(new DequantizeLinearNode { Name = "db", Inputs = ["b"], Output = "bd" });
        builder.Add(new DenseNode { Name = "dense", Inputs = ["r", "wd", "bd"], Output = "d" });
        builder.Add(new QuantizeLinearNode { Name = "q2", Inputs = ["d"], Output = "dq" }, DataType.UInt8, QuantParams.PerTensor(1f, 0));
        builder.Add(new DequantizeLinearNode { Name = "dy", Inputs = ["dq"], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();
    }
}
