using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using EdgeCnn.Runtime;

namespace EdgeCnn.Onnx.Tests;

/// <summary>What was exported comes back and computes the same.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Float_ExportedAndImported_GivesTheSameBits()
    {
        NetworkGraph graph = SmallNetwork.Float(1), back = OnnxImporter.Load(OnnxExporter.ToBytes(graph));
        var a = InferenceSession.Create(graph);
        var b = InferenceSession.Create(back);
        var random = new Random(2);
        for (int i = 0; i < 10; i++)
        {
            float[] x = SmallNetwork.Sample(random), ya = new float[4], yb = new float[4];
            a.Run<float, float>(x, ya);
            b.Run<float, float>(x, yb);
            Assert.Equal(ya, yb);
        }
    }

    [Fact]
    public void Int8_ExportedAndImported_GivesTheSameCodes()
    {
        NetworkGraph graph = SmallNetwork.Int8(3), back = OnnxImporter.Load(OnnxExporter.ToBytes(graph));
        // Between the quantization of the input and the dequantization of the result, everything is integer again.
        Assert.Equal(["QuantizeLinear", "Conv2d", "MaxPool", "Reshape", "Dense", "Dense", "DequantizeLinear"], back.Nodes.Select(node => node.Op));
        var a = InferenceSession.Create(graph);
        var b = InferenceSession.Create(back);
        QuantParams qx = a.Inputs[0].Quant!, qy = a.Outputs[0].Quant!;
        var random = new Random(4);
        for (int i = 0; i < 20; i++)
        {
            float[] x = SmallNetwork.Sample(random), y = new float[4];
            byte[] codes = new byte[4];
            a.Run<byte, byte>([.. x.Select(v => (byte)QuantParams.Quantize(v, qx.Scale, qx.ZeroPoint, DataType.UInt8))], codes);
            b.Run<float, float>(x, y);
            Assert.Equal(codes.Select(code => QuantParams.Dequantize(code, qy.Scale, qy.ZeroPoint)), y);
        }
    }

    [Fact]
    public void Contract_ExportedAndImported_IsTheSame()
    {
        InputContract before = SmallNetwork.Float(1).Contract!, after = OnnxImporter.Load(OnnxExporter.ToBytes(SmallNetwork.Float(1))).Contract!;
        Assert.Equal(before.ToJson(), after.ToJson());
        Assert.Equal("ü\"", after.Labels[2]);
    }

    [Fact]
    public void ToBytes_Twice_GivesTheSameBytes() => Assert.Equal(OnnxExporter.ToBytes(SmallNetwork.Int8(5)), OnnxExporter.ToBytes(SmallNetwork.Int8(5)));

    [Fact]
    public void ToBytes_Int8_WritesNchwAndQdq()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxExporter.ToBytes(SmallNetwork.Int8(6)));
        Assert.Equal(17, model.OpsetImport.Single().Version);
        Assert.Equal([1L, 3, 11, 9], model.Graph.Input.Single().Type.TensorType.Shape.Dim.Select(d => d.DimValue));
        Assert.Equal([6L, 3, 3, 3], model.Graph.Initializer.Single(t => t.Name == "w1").Dims);
        Assert.Equal(OnnxType.Int8, model.Graph.Initializer.Single(t => t.Name == "w1").DataType);
        Assert.Equal([1L, 0, 0, 1], model.Graph.Node.Single(n => n.OpType == "Conv").Attribute.Single(a => a.Name == "pads").Ints);
    }

    [Fact]
    public void CommittedModel_Onnx_IsTheExportOfTheCommittedEcnn()
    {
        string folder = Path.Combine(TestData.Root!, "models/mnist-cnn");
        byte[] expected = OnnxExporter.ToBytes(EdgeCnn.Graph.Format.EcnnReader.Read(Path.Combine(folder, "model.ecnn")));
        Assert.Equal(expected, File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
    }
}
