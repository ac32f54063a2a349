using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class LatencyWindowTests
{
    private const int Length = 1024;

    [Fact]
    public void Percentile_Empty_IsZero() => Assert.Equal(0, new LatencyWindow().Percentile(0.5));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(1500)]
    [InlineData(5000)]
    public void Percentile_AnyNumberOfValues_IsLeastThatTheShareDoesNotExceed(int count)
    {
        var random = new Random(count);
        var window = new LatencyWindow();
        List<int> all = [];
        for (int i = 0; i < count; i++)
        {
            all.Add(random.Next(0, 400));
            window.Add(all[^1]);
        }

        List<int> kept = all[^Math.Min(Length, count)..];
        foreach (double share in (double[])[0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1])
        {
            int expected = kept.Where(v => kept.Count(w => w <= v) >= share * kept.Count).Min();
            Assert.Equal(expected, window.Percentile(share));
        }
    }

    [Fact]
    public void Add_MoreThanTheWindow_ForgetsTheOldest()
    {
        var window = new LatencyWindow();
        window.Add(1_000_000);
        for (int i = 0; i < Length - 1; i++)
            window.Add(5);
        Assert.Equal(1_000_000, window.Percentile(1));
        window.Add(5);
        Assert.Equal(5, window.Percentile(1));
    }

    [Fact]
    public void Percentile_Asked_LeavesTheOrderOfTheWindow()
    {
        var window = new LatencyWindow();
        window.Add(9);
        for (int i = 0; i < Length - 1; i++)
            window.Add(1);
        _ = window.Percentile(0.5);
        window.Add(1);
        Assert.Equal(1, window.Percentile(1));
    }
}
