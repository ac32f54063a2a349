using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class FolderDatasetTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_NothingKnown_TakesFoldersAndFilesInOrder()
    {
        foreach (string name in (string[])["b/2.png", "b/1.PNG", "a/deep/3.png", "10/x.png", "2/x.png", ".git/x.png", "2/._x.png"])
            folder.Picture(name, 1);
        folder.Text("2/notes.txt", "");
        FolderDataset data = FolderDataset.Load(folder.Root);
        Assert.Equal(["10", "2", "a", "b"], data.Labels);
        Assert.Equal(["10/x.png 0", "2/x.png 1", "a/deep/3.png 2", "b/1.PNG 3", "b/2.png 3"], Enumerable.Range(0, data.Count).Select(i => $"{Path.GetRelativePath(folder.Root, data.PathOf(i))} {data.Label(i)}"));
        Assert.Equal([3], data.LabelsOf(4));
        Assert.Equal([DataPart.Train], FolderDataset.Parts(folder.Root));
    }

    [Fact]
    public void Load_KnownLabels_AreMatchedByName()
    {
        folder.Picture("dog/1.png", 1);
        folder.Picture("T-shirt_top/1.png", 2);
        FolderDataset data = FolderDataset.Load(folder.Root, known: ["cat", "dog", "T-shirt/top"]);
        Assert.Equal(["cat", "dog", "T-shirt/top"], data.Labels);
        Assert.Equal([2, 1], Enumerable.Range(0, 2).Select(data.Label));
    }

    [Fact]
    public void Load_UnknownClass_NamesItAndTheKnownOnes()
    {
        folder.Picture("dog/1.png", 1);
        folder.Picture("Dogs/1.png", 1);
        var error = Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root, known: ["cat", "dog"]));
        Assert.Contains("'Dogs': the model knows no such class. It knows cat, dog.", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, error.ExitCode);
    }

    [Fact]
    public void Load_NoFolderNoClassesOrNoPictures_SaysWhich()
    {
        Assert.Contains("absent", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.At("absent"))).Message, StringComparison.Ordinal);
        Assert.Contains("no sub-folders", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root)).Message, StringComparison.Ordinal);
        folder.Text("a/notes.txt", "");
        Assert.Contains("no pictures", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PartsInside_HaveTheClassesOfTraining()
    {
        folder.Picture("Train/a/1.png", 1);
        folder.Picture("Train/b/1.png", 2);
        folder.Picture("val/b/1.png", 3);
        Assert.Equal([DataPart.Train, DataPart.Validation], FolderDataset.Parts(folder.Root));
        FolderDataset validation = FolderDataset.Load(folder.Root, DataPart.Validation);
        Assert.Equal((1, 1), (validation.Count, validation.Label(0)));
        Assert.Equal(["a", "b"], validation.Labels);
        Assert.Contains("has no test part, only Train and val", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root, DataPart.Test)).Message, StringComparison.Ordinal);
        Assert.Equal(1, new NamedData("folder", folder.Root).Open(train: false).Count);
    }

    /// <summary>Notes and leftovers beside parts are no classes, and neither are parts classes for their sake.</summary>
    [Fact]
    public void Load_FoldersBesideParts_AreNoClasses()
    {
        folder.Picture("train/a/1.png", 1);
        folder.Picture("train/b/1.png", 2);
        folder.Picture("test/b/1.png", 3);
        folder.Text("annotations/list.txt", "a");
        folder.Picture("__MACOSX/train/a/1.png", 4);
        Assert.Equal([DataPart.Train, DataPart.Test], FolderDataset.Parts(folder.Root));
        Assert.Equal(["a", "b"], FolderDataset.Load(folder.Root).Labels);
        folder.Picture("more/1.png", 5);
        Assert.Contains("beside them more with pictures", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PartThatIsThereTwice_IsRefused()
    {
        folder.Picture("train/a/1.png", 1);
        folder.Picture("val/a/1.png", 2);
        folder.Picture("valid/a/1.png", 3);
        Assert.Contains("valid with pictures", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ClassesThatAreCalledLikeParts_AreClasses()
    {
        folder.Picture("train/1.png", 1);
        folder.Picture("bus/1.png", 2);
        folder.Picture("test/1.png", 3);
        Assert.Equal(["bus", "test", "train"], FolderDataset.Load(folder.Root).Labels);
    }

    [Fact]
    public void Load_KindsThatAreNotRead_AreToldAsUnreadable()
    {
        folder.Picture("a/1.png", 1);
        folder.Bytes("a/2.webp", "RIFF\0\0\0\0WEBP"u8.ToArray());
        FolderDataset data = FolderDataset.Load(folder.Root);
        Assert.Equal((1, 1), (data.Count, data.Unreadable.Count));
    }

    [Fact]
    public void Load_Links_AreFollowedUnlessTheyLeadUp()
    {
        folder.Picture("set/a/1.png", 1);
        folder.Picture("set/b/1.png", 2);
        folder.Picture("session/1.png", 3);
        folder.Picture("session/2.png", 4);
        Directory.CreateSymbolicLink(folder.At("set/a/up"), folder.At("set"));
        Directory.CreateSymbolicLink(folder.At("set/a/round"), "..");
        Directory.CreateSymbolicLink(folder.At("set/a/session"), "../../session");
        Directory.CreateSymbolicLink(folder.At("set/c"), folder.At("set/b"));
        FolderDataset data = FolderDataset.Load(folder.At("set"));
        Assert.Equal(["a", "b", "c"], data.Labels);
        Assert.Equal([3, 1, 1], Enumerable.Range(0, 3).Select(label => Enumerable.Range(0, data.Count).Count(i => data.Label(i) == label)));
    }

    /// <summary>Who only counts wants them all; a training run wants to be told that a disk is gone.</summary>
    [Fact]
    public void Picture_ManyDamaged_EndARunUnlessItGoesOnAnyway()
    {
        for (int i = 0; i < 30; i++)
        {
            folder.Picture($"a/{i:00}.png", i);
            if (i < 14)
                File.WriteAllBytes(folder.At($"a/{i:00}.png"), File.ReadAllBytes(folder.At($"a/{i:00}.png"))[..^20]);
        }

        FolderDataset run = FolderDataset.Load(folder.Root), count = FolderDataset.Load(folder.Root);
        var error = Assert.Throws<EdgeCnnException>(() => Enumerable.Range(0, 30).Count(i => run.TryPicture(i, out _, out _)));
        Assert.Contains("edgecnn data check", error.Message, StringComparison.Ordinal);
        new Subset(count, [0, 1]).GoOnAnyway();
        Assert.Equal(16, Enumerable.Range(0, 30).Count(i => count.TryPicture(i, out _, out _)));
        Assert.Equal(14, count.Unreadable.Count);
    }

    [Fact]
    public void Load_FilesWithoutAHead_AreLeftOutAndTold()
    {
        folder.Picture("a/1.png", 1);
        folder.Text("a/2.png", "no picture");
        folder.Bytes("a/3.jpg");
        folder.Picture("b/1.png", 2);
        FolderDataset data = FolderDataset.Load(folder.Root);
        Assert.Equal(2, data.Count);
        Assert.Equal([folder.At("a/2.png"), folder.At("a/3.jpg")], data.Unreadable.Select(left => left.Name));
        Assert.All(data.Unreadable, left => Assert.StartsWith(left.Name, left.Reason, StringComparison.Ordinal));
        folder.Text("a/1.png", "");
        folder.Text("b/1.png", "");
        Assert.Contains("none of its 4 pictures can be read", Assert.Throws<EdgeCnnException>(() => FolderDataset.Load(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_DamagedBehindItsHead_IsLeftOutEachTimeAndToldOnce()
    {
        folder.Picture("a/1.png", 1);
        folder.Damaged("a/2.png", 2);
        FolderDataset data = FolderDataset.Load(folder.Root);
        Assert.Equal(2, data.Count);
        Assert.True(data.TryPicture(0, out ImageView picture, out string? none));
        Assert.Equal((6, 5, null), (picture.Width, picture.Height, none));
        for (int i = 0; i < 2; i++)
        {
            Assert.False(data.TryPicture(1, out _, out string? reason));
            Assert.Contains("2.png", reason, StringComparison.Ordinal);
        }

        Assert.Equal([folder.At("a/2.png")], data.Unreadable.Select(left => left.Name));
        Assert.Equal(new(6, 5, PixelFormat.Rgb24), data.InfoOf(1));
    }

    [Fact]
    public void Picture_DiskGone_EndsTheRun()
    {
        for (int i = 0; i < 12; i++)
            folder.Picture($"a/{i}.png", i);
        FolderDataset data = FolderDataset.Load(folder.Root);
        Directory.Delete(folder.At("a"), recursive: true);
        for (int i = 0; i < 10; i++)
            Assert.False(data.TryPicture(i, out _, out string? _));
        var error = Assert.Throws<EdgeCnnException>(() => data.TryPicture(10, out _, out string? _));
        Assert.Contains("11 of its 12 pictures", error.Message, StringComparison.Ordinal);
    }
}
