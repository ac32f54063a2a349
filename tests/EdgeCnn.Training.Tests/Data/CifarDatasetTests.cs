using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class CifarDatasetTests : IDisposable
{
    private const int Record = 3073;
    private readonly string directory = Directory.CreateTempSubdirectory("cifar").FullName;

    [Fact]
    public void Load_TwoRecords_InterleavesThePlanes()
    {
        byte[] file = new byte[2 * Record];
        file[Record] = 9;
        // Pixel (row 1, column 2) of the second picture: red 10, green 20, blue 30.
        for (int plane = 0; plane < 3; plane++)
            file[Record + 1 + (plane * 1024) + 34] = (byte)(10 * (plane + 1));
        Write("test_batch.bin", file);
        CifarDataset data = CifarDataset.Load(directory, train: false);
        Assert.Equal(2, data.Count);
        Assert.Equal("truck", data.Labels[data.Label(1)]);
        Assert.Equal([10, 20, 30], data.Picture(1).Row(1).Slice(6, 3).ToArray());
    }

    [Fact]
    public void Load_Train_JoinsFiveFilesFromTheOriginalFolder()
    {
        Directory.CreateDirectory(Path.Combine(directory, "cifar-10-batches-bin"));
        for (int i = 1; i <= 5; i++)
            Write($"cifar-10-batches-bin/data_batch_{i}.bin", [(byte)i, .. new byte[Record - 1]]);
        CifarDataset data = CifarDataset.Load(directory, train: true);
        Assert.Equal([1, 2, 3, 4, 5], Enumerable.Range(0, data.Count).Select(data.Label));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Record - 1, 0)]
    [InlineData(Record + 1, 0)]
    [InlineData(Record, 10)]
    public void Load_DamagedFile_IsRefused(int length, byte label)
    {
        byte[] file = new byte[length];
        if (length > 0)
            file[0] = label;
        Write("test_batch.bin", file);
        Assert.Throws<ModelFormatException>(() => CifarDataset.Load(directory, train: false));
    }

    [Fact]
    public void Load_MissingFile_SaysHowToGetIt() =>
        Assert.Contains("data get cifar10", Assert.Throws<EdgeCnnException>(() => CifarDataset.Load(directory, train: false)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(directory, name), bytes);
}
