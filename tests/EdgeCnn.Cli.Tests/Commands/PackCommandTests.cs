using System.Security.Cryptography;
using System.Text.Json;
using EdgeCnn.Bundles;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Cli.Tests.Commands;

public sealed class PackCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-pack-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Pack_Model_GivesABundleWithIt()
    {
        JsonElement json = EdgecnnProcess.RunJson("pack", TinyMnist.Committed, "--out", At("m.ecnnb"));
        Assert.Equal(("mnist-cnn", false), (json.GetProperty("name").GetString(), json.GetProperty("signed").GetBoolean()));
        Assert.Equal(new FileInfo(At("m.ecnnb")).Length, json.GetProperty("bytes").GetInt64());
        Bundle bundle = Bundle.Open(At("m.ecnnb"));
        Assert.Equal(File.ReadAllBytes(TinyMnist.Committed), bundle.Model.ToArray());
        Assert.Equal(["labels.txt", "model.ecnn", "model.golden.bin", "model.golden.json"], bundle.Manifest.Entries.Select(entry => entry.Path));
        Assert.Equal("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", System.Text.Encoding.UTF8.GetString(bundle.File("labels.txt").Span));
    }

    [Fact]
    public void Pack_GoldenAndReport_TravelAlong()
    {
        File.WriteAllText(At("eval.JSON"), "98 %");
        EdgecnnProcess.RunJson("pack", TinyMnist.Committed, "-o", At("m.ecnnb"), "--golden", "2", "--report", At("eval.JSON"));
        Bundle bundle = Bundle.Open(At("m.ecnnb"));
        Assert.Equal("98 %"u8.ToArray(), bundle.File("report.txt").ToArray());
        foreach (string file in (string[])["model.ecnn", "model.golden.json", "model.golden.bin"])
            File.WriteAllBytes(At(file), bundle.File(file).ToArray());
        var golden = EdgeCnn.Bundles.Golden.GoldenSet.Read(At("model.golden.json"));
        Assert.Equal((2, true, "portable"), (golden.Manifest.Vectors, golden.IsAsWritten, golden.Manifest.Kernels));
        EdgecnnProcess.RunJson("pack", TinyMnist.Committed, "-o", At("m.ecnnb"), "--golden", "0");
        Assert.Equal(["labels.txt", "model.ecnn"], Bundle.Open(At("m.ecnnb")).Manifest.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void Pack_ModelWithoutContract_SaysThatNoAgentRunsIt()
    {
        EcnnWriter.Write(EcnnReader.Read(TinyMnist.Committed) with { Contract = null }, At("bare.ecnn"));
        CommandResult result = EdgecnnProcess.Run("pack", At("bare.ecnn"), "--out", At("m.ecnnb"));
        Assert.Equal(0, result.Code);
        Assert.Contains("bare.ecnn: holds no input contract.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pack_WithKey_IsSignedByIt()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(At("key.pem"), key.ExportPkcs8PrivateKeyPem());
        CommandResult result = EdgecnnProcess.Run("pack", TinyMnist.Committed, "--out", At("m.ecnnb"), "--key", At("key.pem"));
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.EndsWith(", signed\n", result.Output, StringComparison.Ordinal);
        Assert.True(Bundle.Open(At("m.ecnnb"), key).IsSigned);
        Assert.Equal(ExitCode.CheckFailed, Assert.Throws<EdgeCnnException>(() => Bundle.Open(At("m.ecnnb"), other)).ExitCode);
    }

    [Fact]
    public void Pack_KeyThatCannotSign_IsBadDataThatNamesItAndWritesNothing()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(At("public.pem"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(At("text.pem"), "no key");
        foreach (string name in (string[])["public.pem", "text.pem", "absent.pem"])
            EdgecnnProcess.Run("pack", TinyMnist.Committed, "--out", At("m.ecnnb"), "--key", At(name)).AssertRefused(3, name);
        Assert.False(File.Exists(At("m.ecnnb")));
    }

    private string At(string name) => Path.Combine(folder, name);
}
