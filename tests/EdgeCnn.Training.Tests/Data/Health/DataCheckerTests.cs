using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Data.Health;

namespace EdgeCnn.Training.Tests.Data.Health;

public sealed class DataCheckerTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Check_FolderWithEveryFault_FindsThem()
    {
        for (int i = 0; i < 24; i++)
            folder.Picture($"train/a/{i:D2}.png", i);
        folder.Picture("train/b/1.png", 100, 9, 9);
        folder.Picture("train/b/2.png", 101, format: PixelFormat.Gray8);
        folder.Picture("train/b/again.png", 3); // a/03.png under another label
        folder.Picture("train/c/1.png", 102);
        folder.Picture("test/a/1.png", 5); // a/05.png
        folder.Picture("test/a/2.png", 200);
        folder.Bytes("test/b/none.png", 1, 2, 3);
        folder.Damaged("test/a/cut.png", 201);
        Directory.CreateDirectory(folder.At("test/c"));
        folder.Bytes("train/c/blank.pgm", "P5 6 5 255\n"u8.ToArray().Concat(new byte[30]).ToArray());

        DataHealth health = Check(threads: 1), again = Check(threads: 4);
        PartHealth train = health.Parts[0], test = health.Parts[1];
        Assert.Equal([24, 3, 2], train.Classes.Select(entry => entry.Pictures));
        Assert.Equal([2, 0, 0], test.Classes.Select(entry => entry.Pictures));
        Assert.Equal((29, 2, 12.0), (train.Pictures, train.Grey, train.Imbalance));
        Assert.Equal([new PictureSize(6, 5, 28), new PictureSize(9, 9, 1)], train.Sizes);
        Assert.Equal(["none.png", "cut.png"], test.Unreadable.Select(left => Path.GetFileName(left.Name)));
        Assert.Equal([folder.At("train/c/blank.pgm")], train.Blank);
        Assert.Equal(2, health.Duplicates.Count);
        Assert.Equal([false, true], health.Duplicates.Select(duplicate => duplicate.Leaks));
        Assert.Equal([true, false], health.Duplicates.Select(duplicate => duplicate.Contradicts));
        Assert.Equal(["unreadable", "leak", "contradiction", "duplicate", "empty", "imbalance", "few", "sizes", "colours", "blank"], health.Warnings.Select(warning => warning.Kind));
        Assert.False(health.IsSound);
        Assert.Equal(health.Warnings, again.Warnings);
        Assert.Equal(train.Mean, again.Parts[0].Mean);
    }

    [Fact]
    public void Check_SoundData_HasNoWarningButThatOfOnePart()
    {
        for (int i = 0; i < 40; i++)
            folder.Picture($"{(i % 2 == 0 ? "a" : "b")}/{i}.png", i);
        int steps = 0;
        NamedData named = new("folder", folder.Root);
        DataHealth health = new DataChecker(2, CancellationToken.None).Check("folder", [(DataPart.Train, named.Open(DataPart.Train))], _ => Interlocked.Increment(ref steps));
        Assert.Equal(40, steps);
        Assert.True(health.IsSound);
        Assert.Equal(["parts"], health.Warnings.Select(warning => warning.Kind));
        // Random bytes.
        Assert.All(health.Parts[0].Mean, mean => Assert.Equal(0.5, mean, 0.05));
        Assert.Equal(3, health.Parts[0].Std.Count);
    }

    [Fact]
    public void Check_Cancelled_Ends() => Assert.ThrowsAny<OperationCanceledException>(() =>
        new DataChecker(1, new CancellationToken(canceled: true)).Check("stripes", [(DataPart.Train, new StripesDataset(10, 1))]));

    private DataHealth Check(int threads)
    {
        NamedData named = new("folder", folder.Root);
        return new DataChecker(threads, CancellationToken.None).Check("folder", [.. named.Parts().Select(part => (part, named.Open(part)))]);
    }
}
