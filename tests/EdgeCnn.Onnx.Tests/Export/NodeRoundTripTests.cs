using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Tests.Export;

/// <summary>Every kind of node through ONNX and back.</summary>
public sealed class NodeRoundTripTests
{
    [Fact]
    public void Samples_ExportedAndImported_GiveTheSame()
    {
        var findings = new List<string>();
        foreach (var (name, graph) in NodeSamples.All)
        {
            foreach (bool keepCodes in new[] { false, true })
            {
                try
                {
                    if (RoundTrip.Difference(graph, RoundTrip.Random(graph, seed: 11), keepCodes) is { } difference)
                        findings.Add($"{name}: {difference}");
                }
                catch (EdgeCnnException error)
                {
                    findings.Add($"{name}: {error.Message}");
                }
            }
        }

        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}");
    }

    [Fact]
    public void RandomGraphs_ExportedAndImported_GiveTheSame()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            NetworkGraph graph = RandomGraphs.Make(seed);
            Assert.True(RoundTrip.Difference(graph, RoundTrip.Random(graph, seed), keepCodes: seed % 3 == 0) is null, $"seed {seed}: {RoundTrip.Difference(graph, RoundTrip.Random(graph, seed), keepCodes: seed % 3 == 0)}");
        }
    }

    [Fact]
    public void Samples_HoldEveryKindOfNode()
    {
        Type[] kinds = [.. typeof(Node).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Node)) && !type.IsAbstract)];
        HashSet<Type> held = [.. NodeSamples.All.Values.SelectMany(graph => graph.Nodes).Select(node => node.GetType())];
        Assert.True(kinds.Length > 25);
        Assert.Empty(kinds.Where(kind => !held.Contains(kind)).Select(kind => kind.Name));
    }

    [Theory]
    [InlineData("codeConcat", "Concat")]
    [InlineData("codeAdd", "Add")]
    [InlineData("codeMul", "Binary")]
    [InlineData("codeAverage", "AveragePool")]
    [InlineData("codeMean", "GlobalAveragePool")]
    [InlineData("codeSoftmax", "Softmax")]
    [InlineData("codeTable", "Unary")]
    [InlineData("codeMax", "MaxPool")]
    [InlineData("codeRelu", "Activation")]
    [InlineData("codeSlice", "Slice")]
    [InlineData("codePad", "Pad")]
    [InlineData("codeTranspose", "Transpose")]
    [InlineData("codeConv", "Conv2d")]
    [InlineData("codeDepthwise", "DepthwiseConv2d")]
    [InlineData("sums", "Conv2d")]
    [InlineData("denseSums", "Dense")]
    public void NodeOnCodes_ExportedAndImported_IsOneNodeOnCodesAgain(string sample, string op)
    {
        NetworkGraph back = OnnxImporter.Load(OnnxExporter.ToBytes(NodeSamples.All[sample], new OnnxExportOptions { KeepCodes = true }));
        Node node = Assert.Single(back.Nodes, node => node.Op == op);
        Assert.All(back.InputsOf(node), input => Assert.NotEqual(DataType.Float32, input.Type));
        Assert.NotEqual(DataType.Float32, back.Tensor(node.Output).Type);
    }

    [Theory]
    [InlineData("conv", 17, 8)]
    [InlineData("unaryHardSwish", 17, 8)]
    [InlineData("unaryMish", 18, 8)]
    [InlineData("padWrap", 19, 9)]
    [InlineData("unaryGeluTanh", 20, 9)]
    [InlineData("unarySwish", 24, 12)]
    public void ToBytes_NamesTheOldestOpsetThatHasAllOperators(string sample, int opset, int irVersion)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(OnnxExporter.ToBytes(NodeSamples.All[sample]));
        Assert.Equal((opset, irVersion), ((int)model.OpsetImport.Single().Version, (int)model.IrVersion));
    }

    [Fact]
    public void ToBytes_PlainCnn_TurnsNothing()
    {
        string[] ops = [.. ModelProto.Parser.ParseFrom(OnnxExporter.ToBytes(SmallNetwork.Float(1))).Graph.Node.Select(node => node.OpType)];
        Assert.Equal(["Conv", "Relu", "MaxPool", "Flatten", "Gemm", "Relu", "Gemm"], ops);
    }

    [Fact]
    public void ToBytes_SumsOfScaledCodes_NamesTheNode()
    {
        NetworkGraph graph = NodeSamples.All["sums"];
        TensorInfo x = graph.Tensor("x");
        graph = graph with { Tensors = graph.Tensors.SetItem("x", x with { Quant = QuantParams.PerTensor(0.5f, 7) }) };
        GraphException error = Assert.Throws<GraphException>(() => OnnxExporter.ToBytes(graph));
        Assert.Contains("Conv2d 'sums'", error.Message, StringComparison.Ordinal);
    }
}
