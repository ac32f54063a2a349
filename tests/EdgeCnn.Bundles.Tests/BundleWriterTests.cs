using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests;

public sealed class BundleWriterTests : IDisposable
{
    private readonly BundleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../model.ecnn")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("C:x")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("manifest.json")]
    [InlineData("manifest.sig")]
    public void Write_UnsafePath_IsRefusedAndLeavesNothing(string entry)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(BundleFolder.Files) { [entry] = new byte[1] };
        string path = _folder.PathOf("bundle.ecnnb");
        var error = Assert.Throws<EdgeCnnException>(() => BundleWriter.Write(path, "n", files, BundleFolder.Created));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Write_PathOf201Letters_IsRefused()
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(BundleFolder.Files) { [new string('a', 200)] = new byte[1] };
        BundleWriter.Write(_folder.PathOf("bundle.ecnnb"), "n", files, BundleFolder.Created);
        files[new string('a', 201)] = new byte[1];
        Assert.Throws<EdgeCnnException>(() => BundleWriter.Write(_folder.PathOf("bundle.ecnnb"), "n", files, BundleFolder.Created));
    }

    [Fact]
    public void Write_NoModel_IsRefused()
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { ["Model.ecnn"] = new byte[1] };
        var error = Assert.Throws<EdgeCnnException>(() => BundleWriter.Write(_folder.PathOf("bundle.ecnnb"), "n", files, BundleFolder.Created));
        Assert.Contains("needs an entry 'model.ecnn'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Twice_GivesEqualBytes()
    {
        byte[] first = File.ReadAllBytes(_folder.Good());
        Assert.Equal(first, File.ReadAllBytes(_folder.Good()));
    }

    [Fact]
    public void Write_BeforeZipsBegan_IsWritten()
    {
        string path = _folder.PathOf("old.ecnnb");
        DateTime old = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        BundleWriter.Write(path, "n", BundleFolder.Files, old);
        Assert.Equal(old, Bundle.Open(path).Manifest.Created);
    }

    [Fact]
    public void Write_FolderMissing_IsDeviceError()
    {
        var error = Assert.Throws<EdgeCnnException>(() => BundleWriter.Write(_folder.PathOf("missing/b.ecnnb"), "n", BundleFolder.Files, BundleFolder.Created));
        Assert.Equal(ExitCode.Device, error.ExitCode);
    }

    [Fact]
    public void Write_Manifest_HoldsSizesAndHashes()
    {
        string path = _folder.Good();
        (string name, byte[] json) = BundleFolder.Entries(path)[0];
        string text = System.Text.Encoding.UTF8.GetString(json);
        Assert.Equal("manifest.json", name);
        // SHA-256 of nothing, a known value.
        Assert.Contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", text, StringComparison.Ordinal);
        Assert.Contains("\"bytes\": 3000", text, StringComparison.Ordinal);
    }
}
