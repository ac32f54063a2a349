using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class BatchLoaderTests
{
    [Fact]
    public void Load_WithoutShuffle_GivesNormalisedPicturesInOrder()
    {
        var data = new StripesDataset(5, 1);
        var loader = new BatchLoader(data, StripesDataset.Contract, 3);
        Assert.Equal(2, loader.BatchCount);
        var (images, labels) = loader.Load(1, new Slices(1));
        Assert.Equal([1, 0], labels.ToArray());
        Assert.Equal(((data.Picture(3).Pixels[10] / 255f) - 0.5f) / 0.25f, images.Span[10]);
    }

    [Fact]
    public void Shuffle_SeedAndEpoch_DecideTheOrder()
    {
        string Order(long seed, int epoch)
        {
            var loader = new BatchLoader(new StripesDataset(64, 1), StripesDataset.Contract, 64);
            loader.Shuffle(seed, epoch);
            return string.Join(',', loader.Load(0, new Slices(1)).Labels.ToArray());
        }

        Assert.Equal(Order(1, 1), Order(1, 1));
        Assert.NotEqual(Order(1, 1), Order(1, 2));
        Assert.NotEqual(Order(1, 1), Order(2, 1));
    }

    [Fact]
    public void Shuffle_Epoch_ShowsEveryPictureOnce()
    {
        var loader = new BatchLoader(new StripesDataset(50, 1), StripesDataset.Contract, 16);
        loader.Shuffle(1, 1);
        int vertical = Enumerable.Range(0, loader.BatchCount).Sum(batch => loader.Load(batch, new Slices(2)).Labels.ToArray().Sum());
        Assert.Equal(25, vertical);
    }
}
