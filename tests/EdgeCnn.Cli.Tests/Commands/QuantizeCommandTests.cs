using System.Text.Json;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Commands;

[Collection(TinyMnistCollection.Name)]
public sealed class QuantizeCommandTests(TinyMnist tiny)
{
    [Fact]
    public void Quantize_TrainedModel_GivesAnInt8ModelTheSameEachTime()
    {
        JsonElement json = EdgecnnProcess.RunJson(Quantize(tiny.Model, "q1.ecnn"));
        byte[] bytes = File.ReadAllBytes(tiny.At("q1.ecnn"));
        Assert.Equal((20, bytes.Length), (json.GetProperty("samples").GetInt32(), json.GetProperty("bytes").GetInt32()));
        Assert.True(bytes.Length < 0.4 * new FileInfo(tiny.Model).Length);
        NetworkGraph graph = ModelFile.Open(tiny.At("q1.ecnn"));
        Assert.True(graph.Tensor(graph.Inputs[0]).Type.IsCode());
        Assert.NotNull(graph.Contract);
        Assert.Equal("edgecnn quantize MODEL --calibrate mnist:DIR --samples 20 --seed 1", graph.Provenance["quantize.command"]);

        CommandResult again = EdgecnnProcess.Run(Quantize(tiny.Model, "q2.ecnn"));
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(bytes, File.ReadAllBytes(tiny.At("q2.ecnn")));
    }

    [Fact]
    public void Quantize_Golden_WritesVectorsOfTheModel()
    {
        JsonElement json = EdgecnnProcess.RunJson([.. Quantize(tiny.Model, "golden.ecnn"), "--golden", "2"]);
        GoldenSet golden = GoldenSet.Read(json.GetProperty("golden").GetString()!);
        Assert.Equal(tiny.At("golden.golden.json"), json.GetProperty("golden").GetString());
        Assert.Equal((2, GoldenArithmetic.Int8, GoldenSet.Hash(File.ReadAllBytes(tiny.At("golden.ecnn")))), (golden.Manifest.Vectors, golden.Manifest.Arithmetic, golden.Manifest.ModelSha256));
    }

    [Fact]
    public void Quantize_Int8Model_IsRefused()
    {
        EdgecnnProcess.Run(Quantize(TinyMnist.Committed, "no.ecnn")).AssertRefused(3, "already");
        Assert.False(File.Exists(tiny.At("no.ecnn")));
    }

    [Fact]
    public void Quantize_TargetFolderMissing_IsDeviceError() =>
        EdgecnnProcess.Run(Quantize(tiny.Model, "absent/no.ecnn")).AssertRefused(4, tiny.At("absent/no.ecnn"));

    private string[] Quantize(string model, string target) => ["quantize", model, "--calibrate", tiny.Data, "--samples", "20", "--out", tiny.At(target)];
}
