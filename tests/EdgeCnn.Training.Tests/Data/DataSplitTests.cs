using EdgeCnn.Graph;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Training.Tests.Data;

public sealed class DataSplitTests
{
    [Theory]
    [InlineData(10, 0.2, 8)]
    [InlineData(11, 0.2, 8)]
    [InlineData(10, 0.25, 7)]
    [InlineData(3, 0.01, 2)]
    public void Of_NoSeed_TakesTheLastOnesAsKerasDoes(int count, double share, int training)
    {
        DataSplit split = DataSplit.Of(new StripesDataset(count, 1), new SplitOptions { Share = share });
        Assert.Equal(Enumerable.Range(0, training), Indices(split.Training));
        Assert.Equal(Enumerable.Range(training, count - training), Indices(split.Validation));
    }

    [Fact]
    public void Of_Seed_PartsArePartitionInOrderAndDependOnTheSeed()
    {
        StripesDataset data = new(50, 1);
        DataSplit one = DataSplit.Of(data, new SplitOptions { Seed = 1 }), again = DataSplit.Of(data, new SplitOptions { Seed = 1 }), other = DataSplit.Of(data, new SplitOptions { Seed = 2 });
        Assert.Equal(Enumerable.Range(0, 50), Indices(one.Training).Concat(Indices(one.Validation)).Order());
        Assert.Equal(10, one.Validation.Count);
        Assert.Equal(Indices(one.Validation).Order(), Indices(one.Validation));
        Assert.Equal(Indices(one.Validation), Indices(again.Validation));
        Assert.NotEqual(Indices(one.Validation), Indices(other.Validation));
        Assert.NotEqual(Enumerable.Range(40, 10), Indices(one.Validation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7L)]
    public void Of_Stratified_TakesItsShareOfEachClass(long? seed)
    {
        // 10 of class 0, 5 of class 1, one of class 2: 3.2 of 16 are 4; 2 and 1 and the largest remainder, but class 2 keeps its only one.
        ByClass data = new([.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 5), 2]);
        DataSplit split = DataSplit.Of(data, new SplitOptions { Seed = seed, Stratified = true });
        Assert.Equal([3, 1], Enumerable.Range(0, 2).Select(label => Indices(split.Validation).Count(i => data.Label(i) == label)));
        Assert.Equal(12, split.Training.Count);
        if (seed is null)
            Assert.Equal([7, 8, 9, 14], Indices(split.Validation));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    [InlineData(10, -0.1)]
    [InlineData(10, double.NaN)]
    [InlineData(1, 0.5)]
    public void Of_APartEmpty_IsAUsageError(int count, double share) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => DataSplit.Of(new StripesDataset(count, 1), new SplitOptions { Share = share })).ExitCode);

    [Fact]
    public void Subset_GivesWhatTheWholeGives()
    {
        StripesDataset data = new(6, 3);
        Subset subset = new(data, [4, 1, 1]);
        Assert.Equal((3, 0, 1, 1), (subset.Count, subset.Label(0), subset.Label(1), subset.IndexInWhole(2)));
        Assert.True(subset.Picture(0).Pixels.SequenceEqual(data.Picture(4).Pixels));
        Assert.Equal("picture 4", subset.NameOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Subset(data, [6]));
    }

    private static IEnumerable<int> Indices(Subset subset) => Enumerable.Range(0, subset.Count).Select(subset.IndexInWhole);

    private sealed class ByClass(int[] labels) : IDataset
    {
        public int Count => labels.Length;

        public IReadOnlyList<string> Labels => ["a", "b", "c"];

        public Imaging.ImageView Picture(int index) => throw new NotSupportedException();

        public int Label(int index) => labels[index];
    }
}
