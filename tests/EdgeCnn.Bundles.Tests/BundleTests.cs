using System.Security.Cryptography;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests;

public sealed class BundleTests : IDisposable
{
    private readonly BundleFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void Open_WrittenBundle_HasAllFiles()
    {
        Bundle bundle = Bundle.Open(_folder.Good());
        Assert.False(bundle.IsSigned);
        Assert.Equal(("digits", 1, BundleFolder.Created), (bundle.Manifest.Name, bundle.Manifest.Format, bundle.Manifest.Created));
        Assert.Equal(BundleFolder.Files.Keys.Order(StringComparer.Ordinal), bundle.Manifest.Entries.Select(entry => entry.Path));
        Assert.Equal(BundleFolder.Files["model.ecnn"].ToArray(), bundle.Model.ToArray());
        Assert.All(BundleFolder.Files, file => Assert.Equal(file.Value.ToArray(), bundle.File(file.Key).ToArray()));
        Assert.Contains("no entry 'other'", Assert.Throws<EdgeCnnException>(() => bundle.File("other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SignedByTrustedKey_IsSigned()
    {
        string path = _folder.Good(_key);
        Assert.True(Bundle.Open(path, _key).IsSigned);
        using ECDsa publicHalf = ECDsa.Create(_key.ExportParameters(includePrivateParameters: false));
        Assert.True(Bundle.Open(path, publicHalf).IsSigned);
        Assert.False(Bundle.Open(path).IsSigned);
    }

    [Fact]
    public void Open_SignedByOtherKey_IsCheckFailed()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var error = Assert.Throws<EdgeCnnException>(() => Bundle.Open(_folder.Good(other), _key));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains("not that of the trusted key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnsignedButKeyGiven_IsRefused() => Refused(_folder.Good(), "expected one entry 'manifest.sig', found 0", _key);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1024)]
    [InlineData(1025)]
    public void Open_SignatureOfOtherBytes_IsRefused(int length)
    {
        var entries = BundleFolder.Entries(_folder.Good(_key));
        entries[1] = ("manifest.sig", new byte[length]);
        Refused(_folder.Zip([.. entries]), "", _key);
    }

    [Fact]
    public void Open_SignedManifestChanged_IsRefused()
    {
        var entries = BundleFolder.Entries(_folder.Good(_key));
        byte[] json = [.. entries[0].Content];
        json.AsSpan().Replace((byte)'d', (byte)'e');
        entries[0] = ("manifest.json", json);
        Refused(_folder.Zip([.. entries]), "signature", _key);
    }

    [Theory]
    [InlineData("model.ecnn")]
    [InlineData("labels.txt")]
    [InlineData("web/repeated.bin")]
    public void Open_EntryTampered_IsNamed(string name)
    {
        foreach (ECDsa? key in new[] { null, _key })
        {
            var entries = BundleFolder.Entries(_folder.Good(_key));
            int at = entries.FindIndex(entry => entry.Name == name);
            entries[at].Content[^1] ^= 1;
            Refused(_folder.Zip([.. entries]), $"entry '{name}' is not what the manifest says", key);
            byte[] content = entries[at].Content;
            entries[at] = (name, content[..^1]);
            Refused(_folder.Zip([.. entries]), $"entry '{name}' is not what the manifest says", key);
            entries[at] = (name, [.. content, 0]);
            Refused(_folder.Zip([.. entries]), $"entry '{name}' unpacks to more", key);
            entries.RemoveAt(at);
            Refused(_folder.Zip([.. entries]), $"expected one entry '{name}', found 0", key);
        }
    }

    [Fact]
    public void Open_EntriesSwapped_IsRefused()
    {
        byte[] first = BundleFolder.Noise(100, 1), second = BundleFolder.Noise(100, 2);
        byte[] manifest = BundleFolder.Manifest(BundleFolder.Line("model.ecnn", first), BundleFolder.Line("other", second));
        Assert.Equal(first, Bundle.Open(_folder.Zip(("manifest.json", manifest), ("model.ecnn", first), ("other", second))).Model.ToArray());
        Refused(_folder.Zip(("manifest.json", manifest), ("model.ecnn", second), ("other", first)), "entry 'model.ecnn' is not what the manifest says");
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/evil")]
    [InlineData("..\\\\evil")]
    [InlineData("a\\\\evil")]
    [InlineData("C:/evil")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("evil\\u0000")]
    [InlineData("manifest.json")]
    public void Open_UnsafePathInManifest_IsRefused(string name)
    {
        byte[] model = [1], manifest = BundleFolder.Manifest(BundleFolder.Line("model.ecnn", model), BundleFolder.Line(name, model));
        string entry = name.Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\\u0000", "\0", StringComparison.Ordinal);
        (string, byte[])[] entries = [("manifest.json", manifest), ("model.ecnn", model)];
        Refused(_folder.Zip(entry is "" or "manifest.json" ? entries : [.. entries, (entry, model)]), "unsafe path");
    }

    [Fact]
    public void Open_EntryThatManifestDoesNotName_IsRefused()
    {
        foreach (string name in new[] { "extra.sh", "../evil", "model.ecnn/", "MODEL.ECNN" })
        {
            List<(string, byte[])> entries = BundleFolder.Entries(_folder.Good(_key));
            entries.Add((name, []));
            Refused(_folder.Zip([.. entries]), "the manifest does not name", _key);
        }
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("manifest.sig")]
    [InlineData("model.ecnn")]
    public void Open_EntryTwice_IsRefused(string name)
    {
        var entries = BundleFolder.Entries(_folder.Good(_key));
        entries.Add(entries.Single(entry => entry.Name == name));
        Refused(_folder.Zip([.. entries]), $"expected one entry '{name}', found 2", _key);
    }

    [Fact]
    public void Open_PathTwiceInManifest_IsRefused()
    {
        byte[] model = [1];
        var line = BundleFolder.Line("model.ecnn", model);
        Refused(_folder.Zip(("manifest.json", BundleFolder.Manifest(line, line)), ("model.ecnn", model)), "a path twice");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData((1L << 30) + 1)]
    [InlineData(1L << 31)]
    [InlineData((1L << 32) + 1)]
    [InlineData(long.MaxValue)]
    public void Open_SizeOutOfRange_IsRefused(long bytes)
    {
        byte[] model = [1];
        var line = BundleFolder.Line("model.ecnn", model) with { Bytes = bytes };
        Refused(_folder.Zip(("manifest.json", BundleFolder.Manifest(line)), ("model.ecnn", model)), "more than 1073741824 bytes");
        var half = BundleFolder.Line("half", model) with { Bytes = 1 << 30 };
        Refused(_folder.Zip(("manifest.json", BundleFolder.Manifest(BundleFolder.Line("model.ecnn", model), half)), ("model.ecnn", model), ("half", model)), "more than 1073741824 bytes");
    }

    [Fact]
    public void Open_EntryThatUnpacksToFarMore_ReadsLittleOfIt()
    {
        byte[] bomb = new byte[64 << 20];
        byte[] manifest = BundleFolder.Manifest(BundleFolder.Line("model.ecnn", new byte[1000]));
        string path = _folder.Zip(("manifest.json", manifest), ("model.ecnn", bomb));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(path, "unpacks to more than the 1000 bytes");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Open_ManifestThatUnpacksToFarMore_IsRefused() =>
        Refused(_folder.Zip(("manifest.json", new byte[16 << 20]), ("model.ecnn", [1])), "unpacks to more than the 1048576 bytes");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":2,\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[]}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[]}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":null}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[null]}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[{\"path\":null,\"bytes\":1,\"sha256\":null}]}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[{\"path\":\"model.ecnn\",\"bytes\":1}]}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"created\":\"never\",\"entries\":[]}")]
    [InlineData("{\"format\":1,\"name\":null,\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[]}")]
    [InlineData("{\"format\":1,\"name\":\"\\ud800\",\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[]}")]
    [InlineData("{\"format\":1,\"name\":\"n\",\"more\":1,\"created\":\"2026-01-01T00:00:00Z\",\"entries\":[]}")]
    public void Open_OtherManifest_IsRefused(string json) =>
        Refused(_folder.Zip(("manifest.json", System.Text.Encoding.UTF8.GetBytes(json)), ("model.ecnn", [1])), "");

    [Fact]
    public void Open_PathThatIsNoBundle_IsRefused()
    {
        string text = _folder.PathOf("text.ecnnb"), empty = _folder.PathOf("empty.ecnnb");
        File.WriteAllText(text, new string('x', 1000));
        File.WriteAllBytes(empty, []);
        Refused(text, "not a readable bundle");
        Refused(empty, "not a readable bundle");
        Refused(_folder.PathOf("missing.ecnnb"), "not a readable bundle");
        Refused(_folder.PathOf("."), "not a readable bundle");
        Refused(_folder.Zip(), "expected one entry 'manifest.json', found 0");
    }

    private static void Refused(string path, string expected, ECDsa? key = null)
    {
        var error = Assert.Throws<EdgeCnnException>(() => Bundle.Open(path, key));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
