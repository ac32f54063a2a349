using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using EdgeCnn.Graph.Format;
using EdgeCnn.Testing.Fuzzing;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Format;

public sealed class EcnnWriterTests
{
    [Fact]
    public void ToBytes_Prefix_FollowsFormat()
    {
        byte[] file = EcnnWriter.ToBytes(FloatNetwork());
        Assert.Equal("ECNN"u8, file.AsSpan(0, 4));
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        // Making the file again from its header and data alone must give the same lengths, padding and checksums.
        Assert.Equal(RawModelFile.Make(RawModelFile.Header(file), RawModelFile.Data(file)), file);
    }

    [Fact]
    public void ToBytes_Constants_LieAtMultiplesOf64()
    {
        NetworkGraph graph = FloatNetwork();
        byte[] file = EcnnWriter.ToBytes(graph), data = RawModelFile.Data(file);
        JsonNode header = JsonNode.Parse(RawModelFile.Header(file))!;
        var offsets = header["tensors"]!.AsArray().Where(tensor => tensor!["offset"] is not null)
            .ToDictionary(tensor => (string)tensor!["name"]!, tensor => (int)tensor!["offset"]!);
        // 12 bytes of b1, 108 bytes of w1, 96 bytes of w2, by name.
        Assert.Equal(new Dictionary<string, int> { ["b1"] = 0, ["w1"] = 64, ["w2"] = 192 }, offsets);
        Assert.Equal(192 + 96, data.Length);
        Assert.Equal(Ramp(27), MemoryMarshal.Cast<byte, float>(data.AsSpan(64, 108)).ToArray());
        Assert.All(data[12..64], value => Assert.Equal(0, value));
    }

    [Fact]
    public void ToBytes_EqualGraphs_GiveEqualBytes()
    {
        Assert.Equal(EcnnWriter.ToBytes(FloatNetwork()), EcnnWriter.ToBytes(FloatNetwork()));
        NetworkGraph graph = FloatNetwork();
        NetworkGraph shuffled = graph with
        {
            Tensors = NamedTable<TensorInfo>.Empty.AddRange(graph.Tensors.OrderByDescending(entry => entry.Key, StringComparer.Ordinal)),
        };
        Assert.Equal(EcnnWriter.ToBytes(graph), EcnnWriter.ToBytes(shuffled));
    }

    [Fact]
    public void Write_OlderFile_IsReplaced()
    {
        string folder = Directory.CreateTempSubdirectory("edgecnn-").FullName;
        try
        {
            string path = Path.Combine(folder, "model.ecnn");
            File.WriteAllText(path, "older");
            EcnnWriter.Write(IntegerNetwork(), path);
            Assert.Equal(EcnnWriter.ToBytes(IntegerNetwork()), File.ReadAllBytes(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
