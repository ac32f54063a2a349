using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Depthwise convolution, ReLU6, addition, concatenation and global average, through ONNX and back.</summary>
public sealed class BranchRoundTripTests
{
    [Fact]
    public void Float_Branches_GiveTheSameBits()
    {
        NetworkGraph graph = Network(integer: false), back = OnnxImporter.Load(OnnxExporter.ToBytes(graph));
        Assert.Equal(graph.Nodes.Select(node => node.Op), back.Nodes.Select(node => node.Op));
        float[] x = [.. Enumerable.Range(0, 5 * 4 * 6).Select(i => MathF.Sin(i) * 3)], a = new float[12], b = new float[12];
        InferenceSession.Create(graph).Run<float, float>(x, a);
        InferenceSession.Create(back).Run<float, float>(x, b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void Int8_Branches_GiveTheSameCodes()
    {
        NetworkGraph graph = Network(integer: true), back = OnnxImporter.Load(OnnxExporter.ToBytes(graph));
        Assert.Equal(graph.Nodes.Select(node => node.Op), back.Nodes.Select(node => node.Op).Where(op => !op.EndsWith("quantizeLinear", StringComparison.OrdinalIgnoreCase)));
        var integer = InferenceSession.Create(graph);
        QuantParams qx = integer.Inputs[0].Quant!, qy = integer.Outputs[0].Quant!;
        byte[] codes = new byte[5 * 4 * 6], a = new byte[12];
        new Random(1).NextBytes(codes);
        float[] b = new float[12];
        integer.Run<byte, byte>(codes, a);
        InferenceSession.Create(back).Run<float, float>([.. codes.Select(code => QuantParams.Dequantize(code, qx.Scale, qx.ZeroPoint))], b);
        Assert.Equal(a.Select(code => QuantParams.Dequantize(code, qy.Scale, qy.ZeroPoint)), b);
    }

    internal static NetworkGraph Network(bool integer)
    {
        var random = new Random(9);
        DataType type = integer ? DataType.UInt8 : DataType.Float32;
        QuantParams? Quant(float scale, int zeroPoint) => integer ? QuantParams.PerTensor(scale, zeroPoint) : null;
        var builder = new NetworkGraphBuilder("branches");
        builder.AddInput(new TensorInfo("x", type, new Shape(1, 5, 4, 6), Quant(0.02f, 120)));
        if (integer)
            builder.AddConstant<sbyte>(new TensorInfo("w", DataType.Int8, new Shape(3, 3, 6), QuantParams.PerChannel([.. Enumerable.Range(1, 6).Select(i => 0.002f * i)], axis: 2)), [.. Enumerable.Range(0, 54).Select(_ => (sbyte)random.Next(-127, 128))]);
        else
            builder.AddConstant<float>(new TensorInfo("w", DataType.Float32, new Shape(3, 3, 6)), [.. Enumerable.Range(0, 54).Select(_ => random.NextSingle() - 0.5f)]);
        builder.Add(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["x", "w"], Output = "d", Window = Window.Same(3), Activation = ActivationKind.Relu6 }, type, Quant(0.0236f, 0));
        builder.Add(new AddNode { Name = "add", Inputs = ["x", "d"], Output = "a", Activation = ActivationKind.Relu }, type, Quant(0.033f, 0));
        builder.Add(new ConcatNode { Name = "concat", Inputs = ["a", "d"], Output = "c" }, type, Quant(0.034f, 5));
        builder.Add(new GlobalAveragePoolNode { Name = "average", Inputs = ["c"], Output = "y" }, type, Quant(0.015f, 2));
        builder.AddOutput("y");
        return builder.Build();
    }
}
