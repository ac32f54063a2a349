using System.Text;
using System.Text.Json;
using EdgeCnn.Graph.Format;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Tests.Nodes;
using EdgeCnn.Testing.Fuzzing;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Format;

/// <summary>The short way and the serializer must read the same out of the same bytes.</summary>
public sealed class PlainHeaderTests
{
    private static readonly string[] Plain =
    [
        "Conv2d", "DepthwiseConv2d", "Dense", "Add", "Concat", "GlobalAveragePool", "MaxPool", "AveragePool", "Activation", "Reshape", "Transpose",
        "Softmax", "QuantizeLinear", "DequantizeLinear",
    ];

    public static TheoryData<string> Networks => ["float", "integer", "qdq", "every plain node"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void TryRead_WritersHeader_IsWhatTheSerializerReads(string network)
    {
        byte[] json = Header(network);
        Assert.Equal(Text(JsonSerializer.Deserialize(json, EcnnJson.Default.EcnnHeader)!), Text(PlainHeader.TryRead(json)!));
    }

    [Fact]
    public void TryRead_ModelOfTheProject_IsRead() =>
        Assert.NotNull(PlainHeader.TryRead(RawModelFile.Header(File.ReadAllBytes(Path.Combine(TestData.Root!, "models", "mnist-cnn", "model.ecnn"))).ToArray()));

    [Fact]
    public void TryRead_RareNode_IsLeftToTheSerializer()
    {
        NetworkGraph graph = NodeSamples.Graph();
        Assert.Superset(Plain.ToHashSet(), graph.Nodes.Select(node => node.Op).ToHashSet());
        foreach (Node node in graph.Nodes)
            Assert.Equal(Plain.Contains(node.Op), PlainHeader.TryRead(Json(graph, node)) is not null);
    }

    [Theory]
    [InlineData("\"activation\":\"Relu\"", "\"activation\":null")]
    [InlineData("\"axis\":0", "\"axis\":0,\"axis\":0")]
    [InlineData("\"axis\":0", "\"axis\":0.5")]
    [InlineData("\"axis\":0", "\"axes\":0")]
    [InlineData("\"permutation\":[1,0]", "\"permutation\":[1,0],\"more\":1")]
    [InlineData("\"provenance\":{}", "\"provenance\":{\"a\":\"1\",\"a\":\"2\"}")]
    [InlineData("\"provenance\":{}", "\"provenance\":{\"a\":\"1\",\"a\":\"1\"}")]
    [InlineData("\"provenance\":{}", "\"provenance\":null")]
    [InlineData("\"inputs\":[\"x\"]", "\"inputs\":[\"\\ud800\"]")]
    public void TryRead_AnythingElse_IsLeftToTheSerializer(string from, string to)
    {
        string json = Encoding.UTF8.GetString(Header("integer"));
        Assert.Contains(from, json, StringComparison.Ordinal);
        Assert.Null(PlainHeader.TryRead(Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TryRead_AnyDamage_ReadsNothingThatTheSerializerDoesNot(string network)
    {
        byte[] json = Header(network);
        var random = new Random(11);
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] bent = [.. json];
            for (int j = random.Next(1, 4); j > 0; j--)
            {
                int at = random.Next(bent.Length);
                // Digits and letters in their place make other numbers and names; anything else is mostly no JSON.
                bent[at] = bent[at] switch
                {
                    >= (byte)'0' and <= (byte)'9' => (byte)('0' + random.Next(10)),
                    >= (byte)'a' and <= (byte)'z' when random.Next(4) == 0 => (byte)('a' + random.Next(26)),
                    byte other when random.Next(8) == 0 => (byte)(other ^ (1 << random.Next(8))),
                    byte other => other,
                };
            }

            if (PlainHeader.TryRead(bent) is not { } header)
                continue;
            read++;
            Assert.Equal(Text(JsonSerializer.Deserialize(bent, EcnnJson.Default.EcnnHeader)!), Text(header));
        }

        Assert.InRange(read, 100, 3000);
    }

    private static byte[] Header(string network)
    {
        NetworkGraph graph = NodeSamples.Graph();
        return network switch
        {
            "float" => RawModelFile.Header(EcnnWriter.ToBytes(FloatNetwork())).ToArray(),
            "integer" => RawModelFile.Header(EcnnWriter.ToBytes(IntegerNetwork())).ToArray(),
            "qdq" => RawModelFile.Header(EcnnWriter.ToBytes(QdqDense())).ToArray(),
            _ => Json(graph, [.. graph.Nodes.Where(node => Plain.Contains(node.Op))]),
        };
    }

    // Not a whole network: what the header says is not yet what a graph must be.
    private static byte[] Json(NetworkGraph graph, params Node[] nodes) => JsonSerializer.SerializeToUtf8Bytes(
        new EcnnHeader
        {
            Name = "some",
            Inputs = graph.Inputs,
            Outputs = graph.Outputs,
            Tensors = [.. graph.Tensors.Values.Select((info, i) => new EcnnTensor(info.Name, info.Type, info.Shape, info.Quant, i % 2 == 0 ? 64 * i : null))],
            Nodes = [.. nodes],
            KeptLayout = ["transpose"],
            Contract = Contract(3, 4, "a", "b") with { Divisor = 2.5f, Crop = CropMode.Letterbox, Resize = ResizeFilter.Area, Color = ColorOrder.Bgr, Task = ModelTask.Binary },
        },
        EcnnJson.Default.EcnnHeader);

    private static string Text(EcnnHeader header) => JsonSerializer.Serialize(header, EcnnJson.Default.EcnnHeader);
}
