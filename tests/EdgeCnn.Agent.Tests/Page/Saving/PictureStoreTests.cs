using EdgeCnn.Agent.Page.Saving;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Page.Saving;

public sealed class PictureStoreTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Save_Picture_IsInTheFolderOfItsLabel()
    {
        string root = Path.Combine(folder.Root, "new", "pictures");
        var store = new PictureStore(root, 10, 1000);
        SavedPicture saved = store.Save("big cat", [1, 2, 3]);
        Assert.Matches(@"^big cat/\d{8}-\d{6}-\d{3}\.png$", saved.Name);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(root, saved.Name!)));
        Assert.Equal(1, store.Pictures);
    }

    [Fact]
    public void Save_ManyAtOnce_OverwritesNone()
    {
        var store = new PictureStore(folder.Root, 1000, 1 << 20);
        Parallel.For(0, 100, i => Assert.NotNull(store.Save("a", [(byte)i]).Name));
        Assert.Equal(100, Directory.GetFiles(Path.Combine(folder.Root, "a")).Select(path => File.ReadAllBytes(path)[0]).Distinct().Count());
    }

    [Fact]
    public void Save_LimitOfPictures_IsToldAndCountsThoseOfBefore()
    {
        folder.Put("a/old.png", [0]);
        var store = new PictureStore(folder.Root, 2, 1 << 20);
        Assert.NotNull(store.Save("b", [1]).Name);
        Assert.Contains("2 of 2", store.Save("b", [1]).Problem!, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Root, "b")));
    }

    [Fact]
    public void Save_LimitOfBytes_IsTold()
    {
        folder.Put("a/old.png", new byte[900]);
        var store = new PictureStore(folder.Root, 100, 1000);
        Assert.NotNull(store.Save("b", new byte[60]).Name);
        Assert.Contains("full", store.Save("b", new byte[60]).Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_LabelThatLeads_Elsewhere_StaysInside()
    {
        string root = Path.Combine(folder.Root, "in");
        var store = new PictureStore(root, 10, 1000);
        Assert.NotNull(store.Save("../out", [1]).Name);
        Assert.NotNull(store.Save("/tmp", [1]).Name);
        Assert.Equal([root], Directory.GetDirectories(folder.Root));
        Assert.Equal(2, Directory.GetFiles(root, "*.png", SearchOption.AllDirectories).Length);
        Assert.Contains("label", store.Save("", [1]).Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_FileInTheWay_IsToldWithoutThePath()
    {
        var store = new PictureStore(folder.Root, 10, 1000);
        folder.Put("cat", [0]);
        SavedPicture saved = store.Save("cat", [1]);
        Assert.Null(saved.Name);
        Assert.DoesNotContain(folder.Root, saved.Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public void New_FolderThatCannotBe_IsDeviceErrorThatNamesIt()
    {
        string path = folder.Put("file", [0]);
        var error = Assert.Throws<EdgeCnnException>(() => new PictureStore(path, 1, 1));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
