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

    private static string Labels(BatchLoader loader, int batch)
    {
        loader.Begin(batch);
        return string.Concat(Enumerable.Range(0, loader.Count).Select(loader.Label));
    }
}
