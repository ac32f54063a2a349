using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Data.Streams;

namespace EdgeCnn.Training.Tests.Data.Streams;

public sealed class InputStreamTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public InputStreamTests()
    {
        for (int i = 0; i < 9; i++)
            folder.Picture($"{(char)('a' + (i % 2))}/{i}.png", i, 20 + i, 30 - i);
        folder.Damaged("b/3.png", 3);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MoveNext_FolderWithADamagedFile_VisitsEveryPosition()
    {
        FolderDataset data = FolderDataset.Load(folder.Root);
        InputContract contract = new() { Height = 12, Width = 10, Color = ColorOrder.Rgb, Mean = [0.5f, 0.5f, 0.5f], Std = [0.25f, 0.25f, 0.25f], Labels = [.. data.Labels] };
        int[] order = [8, 0, 3, 6, 6, 1];
        using InputStream stream = new(data, order, contract, threads: 3, window: 2);
        foreach (int index in order)
        {
            Assert.True(stream.MoveNext());
            Assert.Equal(index, stream.Index);
            Assert.Equal(data.PathOf(index).EndsWith("3.png", StringComparison.Ordinal), stream.Reason?.Contains("3.png", StringComparison.Ordinal) == true);
        }

        Assert.False(stream.MoveNext());
        Assert.Single(data.Unreadable);
    }

    [Fact]
    public void InputStream_AnyThreads_GivesTheSameBitsAsOneByOne()
    {
        FolderDataset data = FolderDataset.Load(folder.Root);
        InputContract contract = new() { Height = 12, Width = 10, Color = ColorOrder.Rgb, Mean = [0.4f, 0.5f, 0.6f], Std = [0.2f, 0.25f, 0.3f], Labels = [.. data.Labels] };
        Augmenter augmenter = new(AugmentationText.Parse("flip,rotate=20,brightness=0.2,noise=0.05"), contract);
        int[] order = [.. Enumerable.Range(0, data.Count), 0, 4];
        float[][] one = Run(data, order, contract, 1, 1, augmenter), many = Run(data, order, contract, 4, 5, augmenter);
        for (int i = 0; i < order.Length; i++)
            Assert.True(one[i].AsSpan().SequenceEqual(many[i]), $"position {i}");
        // The same picture twice in an epoch is the same picture; by hand it comes out alike.
        Assert.True(one[0].AsSpan().SequenceEqual(one[^2]));
        float[] byHand = new float[augmenter.Elements];
        new Preprocessor(contract, new TensorInfo("input", DataType.Float32, new Shape(1, 12, 10, 3))).Prepare(data.Picture(4), byHand);
        augmenter.Apply(byHand, new float[augmenter.Elements], seed: 5, epoch: 2, index: 4);
        Assert.True(one[^1].AsSpan().SequenceEqual(byHand));
    }

    private static float[][] Run(FolderDataset data, int[] order, InputContract contract, int threads, int window, Augmenter augmenter)
    {
        using InputStream stream = new(data, order, contract, threads, window, (augmenter, 5, 2));
        List<float[]> inputs = [];
        while (stream.MoveNext())
            inputs.Add(stream.Reason is null ? stream.Input.ToArray() : []);
        return [.. inputs];
    }
}
