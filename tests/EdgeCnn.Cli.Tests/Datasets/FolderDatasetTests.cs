using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Datasets;

public sealed class FolderDatasetTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_NothingKnown_TakesFoldersAndFilesInOrder()
    {
        foreach (string name in (string[])["b/2.png", "b/1.PNG", "a/deep/3.png", "10/x.png", "2/x.png", "2/notes.txt", ".git/x.png"])
            folder.Put(name, []);
        FolderDataset data = FolderDataset.Load(folder.Root, known: null);
        Assert.Equal(["10", "2", "a", "b"], data.Labels);
        Assert.Equal(["10/x.png 0", "2/x.png 1", "a/deep/3.png 2", "b/1.PNG 3", "b/2.png 3"], Enumerable.Range(0, data.Count).Select(i => $"{Path.GetRelativePath(folder.Root, data.PathOf(i))} {data.Label(i)}"));
    }

    [Fact]
    public void Load_KnownLabels_AreMatchedByName()
    {
        folder.Put("dog/1.png", []);
        folder.Put("T-shirt_top/1.png", []);
        FolderDataset data = FolderDataset.Load(folder.Root, ["cat", "dog", "T-shirt/top"]);
        Assert.Equal(["cat", "dog", "T-shirt/top"], data.Labels);
        Assert.Equal([2, 1], Enumerable.Range(0, 2).Select(data.Label));
    }

    [Fact]
    public void Load_UnknownClass_NamesItAndTheKnownOnes()
    {
        folder.Put("dog/1.png", []);
        folder.Put("Dogs/1.png", []);
        var error = Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root, ["cat", "dog"]));
        Assert.Contains("'Dogs': the model knows no such class. It knows cat, dog.", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, error.ExitCode);
    }

    [Fact]
    public void Load_NoFolderNoClassesOrNoPictures_SaysWhich()
    {
        Assert.Contains("absent", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.At("absent"), null)).Message, StringComparison.Ordinal);
        Assert.Contains("no sub-folders", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root, null)).Message, StringComparison.Ordinal);
        folder.Put("a/notes.txt", []);
        Assert.Contains("no pictures", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root, null)).Message, StringComparison.Ordinal);
    }
}
