using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class BatchLoaderTests
{
    [Fact]
    public void Begin_WithoutShuffle_GivesNormalisedPicturesInOrder()
    {
        var data = new StripesDataset(5, 1);
        using var loader = new BatchLoader(data, StripesDataset.Contract, 3);
        Assert.Equal(2, loader.BatchCount);
        loader.Begin(1);
        Assert.Equal([1, 0], Enumerable.Range(0, loader.Count).Select(loader.Label));
        Assert.Equal([0f, 1, 1, 0], loader.Targets.ToArray());
        float[] image = new float[StripesDataset.Side * StripesDataset.Side];
        loader.Fill(1, 1, image);
        Assert.Equal(((data.Picture(4).Pixels[10] / 255f) - 0.5f) / 0.25f, image[10]);
    }

    [Fact]
    public void Shuffle_SeedAndEpoch_DecideTheOrder()
    {
        string Order(long seed, int epoch)
        {
            using var loader = new BatchLoader(new StripesDataset(64, 1), StripesDataset.Contract, 64);
            loader.Shuffle(seed, epoch);
            return Labels(loader, 0);
        }

        Assert.Equal(Order(1, 1), Order(1, 1));
        Assert.NotEqual(Order(1, 1), Order(1, 2));
        Assert.NotEqual(Order(1, 1), Order(2, 1));
    }

    [Fact]
    public void Shuffle_Epoch_ShowsEveryPictureOnce()
    {
        using var loader = new BatchLoader(new StripesDataset(50, 1), StripesDataset.Contract, 16);
        loader.Shuffle(1, 1);
        Assert.Equal(25, Enumerable.Range(0, loader.BatchCount).Sum(batch => Labels(loader, batch).Count(label => label == '1')));
    }

    /// <summary>Files are read a batch ahead; the inputs are those of reading them one by one, in each epoch, from any batch on, and what cannot be read is left out.</summary>
    [Fact]
    public void Fill_Files_GivesWhatTheyHoldInAnyOrderOfBatches()
    {
        using var folder = new PictureFolder();
        for (int i = 0; i < 11; i++)
            folder.Picture($"{(char)('a' + (i % 2))}/{i}.png", i, 20 + i, 30 - i);
        folder.Damaged("b/3.png", 3);
        FolderDataset data = FolderDataset.Load(folder.Root);
        var contract = new InputContract { Height = 12, Width = 10, Color = ColorOrder.Rgb, Mean = [0.5f, 0.5f, 0.5f], Std = [0.25f, 0.25f, 0.25f], Labels = [.. data.Labels] };
        var one = new Preprocessor(contract, new TensorInfo("input", DataType.Float32, new Shape(1, 12, 10, 3)));
        int elements = 12 * 10 * 3, unreadable = Enumerable.Range(0, data.Count).Single(i => data.NameOf(i).EndsWith("3.png", StringComparison.Ordinal));
        using var loader = new BatchLoader(data, contract, 4, threads: 2);
        foreach (var (epoch, batches) in new[] { (1, new[] { 0, 1, 2 }), (2, [1, 2]), (3, [0, 0, 2]) })
        {
            loader.Shuffle(7, epoch);
            int[] order = [.. Enumerable.Range(0, data.Count)];
            new SeededRandom(7, stream: -1 - epoch).Shuffle(order);
            foreach (int batch in batches)
            {
                loader.Begin(batch);
                float[] images = new float[loader.Count * elements], expected = new float[elements];
                loader.Fill(0, loader.Count, images);
                for (int i = 0; i < loader.Count; i++)
                {
                    int picture = order[(batch * 4) + i];
                    Array.Clear(expected);
                    if (picture != unreadable)
                        one.Prepare(data.Picture(picture), expected);
                    Assert.Equal(expected, images.AsSpan(i * elements, elements).ToArray());
                    Assert.Equal(picture == unreadable, float.IsNaN(loader.Targets[i * 2]));
                }
            }
        }

        Assert.InRange(loader.Skipped, 1, 8);
    }

    /// <summary>A grey square in the place of a picture would count in batch normalizations' statistics.</summary>
    [Fact]
    public void Begin_OnlyReadable_HasNoPlaceForADamagedPicture()
    {
        using var folder = new PictureFolder();
        for (int i = 0; i < 6; i++)
            folder.Picture($"{(char)('a' + (i % 2))}/{i}.png", i, 12, 10);
        folder.Damaged("b/3.png", 3);
        FolderDataset data = FolderDataset.Load(folder.Root);
        var contract = new InputContract { Height = 12, Width = 10, Color = ColorOrder.Rgb, Mean = [0.5f, 0.5f, 0.5f], Std = [0.25f, 0.25f, 0.25f], Labels = [.. data.Labels] };
        var one = new Preprocessor(contract, new TensorInfo("input", DataType.Float32, new Shape(1, 12, 10, 3)));
        const int elements = 12 * 10 * 3;
        using var loader = new BatchLoader(data, contract, 4, threads: 2, onlyReadable: true);
        int[] readable = [.. Enumerable.Range(0, 6).Where(i => !data.NameOf(i).EndsWith("3.png", StringComparison.Ordinal))];
        int seen = 0;
        for (int batch = 0; batch < 2; batch++)
        {
            loader.Begin(batch);
            float[] images = new float[loader.Count * elements], expected = new float[elements];
            loader.Fill(0, loader.Count, images);
            for (int i = 0; i < loader.Count; i++, seen++)
            {
                one.Prepare(data.Picture(readable[seen]), expected);
                Assert.Equal(expected, images.AsSpan(i * elements, elements).ToArray());
                Assert.Equal(1, loader.Targets[(2 * i) + data.Label(readable[seen])]);
            }
        }

        Assert.Equal((5, 1), (seen, loader.Skipped));
    }

    private static string Labels(BatchLoader loader, int batch)
    {
        loader.Begin(batch);
        return string.Concat(Enumerable.Range(0, loader.Count).Select(loader.Label));
    }
}
