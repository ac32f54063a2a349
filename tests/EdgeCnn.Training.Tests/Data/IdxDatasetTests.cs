using System.Buffers.Binary;
using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class IdxDatasetTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("idx").FullName;

    [Fact]
    public void Load_SmallFiles_GivesPicturesAndLabels()
    {
        Write(images: Images(3, 2, 4, [.. Enumerable.Range(0, 24).Select(i => (byte)i)]), labels: Labels(3, [7, 0, 9]));
        IdxDataset data = IdxDataset.Load(directory, train: true);
        Assert.Equal(3, data.Count);
        Assert.Equal(9, data.Label(2));
        Assert.Equal([12, 13, 14, 15], data.Picture(1).Row(1).ToArray());
    }

    [Fact]
    public void Load_MissingFolder_SaysHowToGetIt() =>
        Assert.Contains("edgecnn data get", Assert.Throws<EdgeCnnException>(() => IdxDataset.Load("/nowhere", train: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_DamagedFiles_AreRefusedWithAnOffset()
    {
        byte[] images = Images(2, 2, 2, new byte[8]), labels = Labels(2, [1, 2]);
        (byte[] Images, byte[] Labels)[] broken =
        [
            (images[..^1], labels),
            (images[..10], labels),
            ([], labels),
            (images, labels[..^1]),
            (images, Labels(3, [1, 2, 3])),
            (images, Labels(2, [1, 10])),
            (Images(int.MaxValue, 2, 2, new byte[8]), labels),
            (Images(2, -2, -2, new byte[8]), labels),
            (Images(2, 65536, 65536, new byte[8]), labels),
            (labels, images),
        ];
        foreach (var (brokenImages, brokenLabels) in broken)
        {
            Write(brokenImages, brokenLabels);
            Assert.Throws<ModelFormatException>(() => IdxDataset.Load(directory, train: true));
        }
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static byte[] Images(int count, int height, int width, byte[] pixels) => [.. Big(0x803), .. Big(count), .. Big(height), .. Big(width), .. pixels];

    private static byte[] Labels(int count, byte[] labels) => [.. Big(0x801), .. Big(count), .. labels];

    private static byte[] Big(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private void Write(byte[] images, byte[] labels)
    {
        File.WriteAllBytes(Path.Combine(directory, "train-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(directory, "train-labels-idx1-ubyte"), labels);
    }
}
