using System.Text.Json.Nodes;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests.Golden;

public sealed class GoldenSetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-golden-").FullName;

    private string Manifest => Path.Combine(folder, "m.golden.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Write_ThenRead_GivesEveryTensor()
    {
        Assert.Equal(Manifest, Write());
        Assert.Equal(["m.golden.bin", "m.golden.json"], Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        GoldenSet set = GoldenSet.Read(Manifest);
        Assert.True(set.IsAsWritten);
        Assert.Equal((GoldenArithmetic.Float, 2, 7, "m.ecnn", "m.golden.bin"), (set.Manifest.Arithmetic, set.Manifest.Vectors, set.Manifest.Seed, set.Manifest.Model, set.Manifest.Data));
        // A vector: input a of 2 bytes, input b of 4, output of 3.
        Assert.Equal([0, 1], set.Input(0, 0).ToArray());
        Assert.Equal([2, 3, 4, 5], set.Input(0, 1).ToArray());
        Assert.Equal([6, 7, 8], set.Output(0, 0).ToArray());
        Assert.Equal([9, 10], set.Input(1, 0).ToArray());
        Assert.Equal([15, 16, 17], set.Output(1, 0).ToArray());
    }

    [Fact]
    public void Write_Manifest_HasTheMembersOfGoldenMd()
    {
        Write();
        string page = File.ReadAllText(Path.Combine(TestData.Root!, "src/EdgeCnn.Bundles/Golden/GOLDEN.md"));
        foreach (var (name, _) in JsonNode.Parse(File.ReadAllBytes(Manifest))!.AsObject())
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OtherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => GoldenSet.Write(Path.Combine(folder, "m.ecnn"), Sample(), new byte[17]));

    [Fact]
    public void Read_ChangedData_IsReadAndSaysSo()
    {
        Write();
        string path = Path.Combine(folder, "m.golden.bin");
        byte[] data = File.ReadAllBytes(path);
        data[6] ^= 1;
        File.WriteAllBytes(path, data);
        GoldenSet set = GoldenSet.Read(Manifest);
        Assert.False(set.IsAsWritten);
        Assert.Equal(7, set.Output(0, 0)[0]);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(19)]
    [InlineData(0)]
    public void Read_DataOfOtherLength_NamesFileAndLengths(int length)
    {
        Write();
        File.WriteAllBytes(Path.Combine(folder, "m.golden.bin"), new byte[length]);
        var error = Assert.Throws<ModelFormatException>(() => GoldenSet.Read(Manifest));
        Assert.Contains("m.golden.bin", error.Message, StringComparison.Ordinal);
        Assert.Contains("18", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format", "2")]
    [InlineData("vectors", "0")]
    [InlineData("vectors", "-1")]
    [InlineData("vectors", "2147483647")]
    [InlineData("model", "\"../m.ecnn\"")]
    [InlineData("model", "\"\"")]
    [InlineData("model", "null")]
    [InlineData("data", "\"/etc/passwd\"")]
    [InlineData("data", "\"a\\\\b\"")]
    [InlineData("inputs", "[]")]
    [InlineData("inputs", "[null]")]
    [InlineData("outputs", "[{\"name\":\"y\",\"type\":\"UInt8\",\"shape\":[0]}]")]
    [InlineData("outputs", "[{\"name\":\"y\",\"type\":\"UInt8\",\"shape\":[2147483647,2147483647]}]")]
    [InlineData("outputs", "[{\"name\":\"y\",\"type\":\"Float32\",\"shape\":[2147483647]}]")]
    [InlineData("outputs", "[{\"name\":\"y\",\"type\":\"1\",\"shape\":[3]}]")]
    [InlineData("outputs", "[{\"name\":\"y\",\"type\":\"Float16\",\"shape\":[3]}]")]
    [InlineData("outputs", "[{\"name\":\"y\",\"type\":\"UInt8\"}]")]
    [InlineData("arithmetic", "\"Int4\"")]
    [InlineData("more", "1")]
    public void Read_HostileManifest_IsRefusedAndNamesIt(string member, string value)
    {
        Write();
        JsonObject json = JsonNode.Parse(File.ReadAllBytes(Manifest))!.AsObject();
        json[member] = JsonNode.Parse(value);
        File.WriteAllText(Manifest, json.ToJsonString());
        EdgeCnnException error = Assert.ThrowsAny<EdgeCnnException>(() => GoldenSet.Read(Manifest));
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.Contains("m.golden.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MemberOrFileMissing_IsRefused()
    {
        Write();
        JsonObject json = JsonNode.Parse(File.ReadAllBytes(Manifest))!.AsObject();
        foreach (string member in json.Select(entry => entry.Key).ToArray())
        {
            JsonObject without = json.DeepClone().AsObject();
            without.Remove(member);
            File.WriteAllText(Manifest, without.ToJsonString());
            Assert.Contains(member, Assert.ThrowsAny<EdgeCnnException>(() => GoldenSet.Read(Manifest)).Message, StringComparison.Ordinal);
        }

        File.WriteAllText(Manifest, json.ToJsonString());
        File.Delete(Path.Combine(folder, "m.golden.bin"));
        Assert.Contains("m.golden.bin", Assert.ThrowsAny<EdgeCnnException>(() => GoldenSet.Read(Manifest)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_TensorOfAModel_ComparesNameTypeAndShape()
    {
        var tensor = new TensorInfo("x", DataType.Int8, new Shape(1, 2));
        GoldenTensor golden = GoldenTensor.Of(tensor);
        Assert.True(golden.Is(tensor));
        Assert.False(golden.Is(tensor with { Name = "y" }));
        Assert.False(golden.Is(tensor with { Type = DataType.UInt8 }));
        Assert.False(golden.Is(tensor with { Shape = new Shape(2, 1) }));
    }

    private string Write() => GoldenSet.Write(Path.Combine(folder, "m.ecnn"), Sample(), Enumerable.Range(0, 18).Select(i => (byte)i).ToArray());

    private static GoldenManifest Sample() => new()
    {
        Format = 1,
        Model = "m.ecnn",
        ModelSha256 = new string('0', 64),
        Arithmetic = GoldenArithmetic.Float,
        Kernels = "portable",
        Seed = 7,
        Vectors = 2,
        Inputs = [new("a", "Int8", [1, 2]), new("b", "Float32", [])],
        Outputs = [new("y", "UInt8", [3])],
        Data = "",
        DataSha256 = "",
    };
}
