using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx.Tests;

/// <summary>Models that must be refused, each with node, operator, attribute and value.</summary>
public sealed class OnnxImporterTests
{
    [Fact]
    public void Load_UnknownOperator_NamesNodeOperatorAndOpset() =>
        Refused(model => Conv(model).OpType = "Mystery", "conv", "Mystery", "17");

    [Fact]
    public void Load_UnknownDomain_NamesIt() => Refused(model => Conv(model).Domain = "com.example", "com.example");

    [Fact]
    public void Load_AttributeThatIsNotRead_NamesItAndItsValue() => Refused(
        model => Conv(model).Attribute.Add(new AttributeProto { Name = "wobble", Type = AttributeProto.Types.AttributeType.Int, I = 42 }), "conv", "Conv", "wobble", "42");

    [Fact]
    public void Load_GroupsThatDoNotFitTheWeights_AreNeverTakenForPlainOnes() =>
        Refused(model => Conv(model).Attribute.Single(a => a.Name == "group").I = 3, "group", "3");

    [Fact]
    public void Load_UnknownAutoPad_NamesIt() => Refused(
        model => Conv(model).Attribute.Add(new AttributeProto { Name = "auto_pad", Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8("SAME_SOMEHOW") }), "auto_pad", "SAME_SOMEHOW");

    [Fact]
    public void Load_KernelShapeAgainstTheWeights_IsRefused() => Refused(
        model =>
        {
            var ints = Conv(model).Attribute.Single(a => a.Name == "kernel_shape").Ints;
            ints[0] = 5;
        }, "kernel_shape", "5");

    [Theory]
    [InlineData(5)]
    [InlineData(28)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Load_OpsetOutOfRange_NamesIt(long opset) => Refused(model => model.OpsetImport[0].Version = opset, $"{opset}");

    [Fact]
    public void Load_ExternalData_IsRefused() => Refused(
        model =>
        {
            model.Graph.Initializer[0].DataLocation = 1;
            model.Graph.Initializer[0].ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../../etc/passwd" });
        }, "another file");

    [Fact]
    public void Load_ConstantShorterThanItsShape_IsRefused() => Refused(model => model.Graph.Initializer[0].RawData = ByteString.CopyFrom(1, 2, 3), "got 3");

    [Fact]
    public void Load_ShapeThatOverflows_IsRefused() => Refused(
        model =>
        {
            model.Graph.Initializer[0].Dims.Clear();
            model.Graph.Initializer[0].Dims.AddRange([65536, 65536, 65536]);
        }, "65536");

    [Fact]
    public void Load_DynamicHeight_NamesTheDimension() => Refused(
        model => model.Graph.Input[0].Type.TensorType.Shape.Dim[2] = new TensorShapeProto.Types.Dimension { DimParam = "height" }, "height");

    [Fact]
    public void Load_DynamicBatch_IsOnePicture()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxExporter.ToBytes(SmallNetwork.Float(1)));
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "batch" };
        Assert.Equal(new Shape(1, 11, 9, 3), OnnxImporter.Load(model.ToByteArray()).Tensor("x").Shape);
    }

    [Fact]
    public void Load_NodeBeforeItsInput_IsRefused() => Refused(
        model =>
        {
            NodeProto first = model.Graph.Node[0];
            model.Graph.Node.RemoveAt(0);
            model.Graph.Node.Add(first);
        }, "no tensor");

    [Fact]
    public void Load_OtherFile_IsNotAModel()
    {
        Assert.Throws<ModelFormatException>(() => OnnxImporter.Load("not a model at all"u8));
        Assert.Throws<ModelFormatException>(() => OnnxImporter.Load([]));
        Assert.Throws<EdgeCnnException>(() => OnnxImporter.Load("/nowhere.onnx"));
    }

    private static NodeProto Conv(ModelProto model) => model.Graph.Node.Single(node => node.OpType == "Conv");

    private static void Refused(Action<ModelProto> change, params string[] words)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxExporter.ToBytes(SmallNetwork.Float(1)));
        change(model);
        var error = Assert.ThrowsAny<EdgeCnnException>(() => OnnxImporter.Load(model.ToByteArray()));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
    }
}
