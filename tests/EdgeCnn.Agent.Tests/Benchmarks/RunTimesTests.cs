using System.Diagnostics;
using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Testing;

namespace EdgeCnn.Agent.Tests.Benchmarks;

[Collection(AloneCollection.Name)]
public sealed class RunTimesTests
{
    [Fact]
    public void Summarize_HundredRuns_TakesTheNearestRanks()
    {
        var times = new RunTimes();
        for (int i = 100; i >= 1; i--)
            times.Add(i * Stopwatch.Frequency / 1_000_000);
        Assert.Equal(new TimeSummary(100, 1, 50, 95, 99, 100, 50.5), times.Summarize());
    }

    [Fact]
    public void Summarize_NoRun_IsNull() => Assert.Null(new RunTimes().Summarize());

    [Theory]
    [InlineData(8, "0 1 2 3 4 5 6 7")]
    [InlineData(9, "0 2 4 6 8")]
    [InlineData(16, "0 2 4 6 8 10 12 14")]
    [InlineData(17, "0 4 8 12 16")]
    public void Add_MoreThanFit_KeepsEvenlyThroughTheWholeTime(int runs, string kept)
    {
        var times = new RunTimes(8);
        for (int i = 0; i < runs; i++)
            times.Add(i);
        Assert.Equal(runs, times.Count);
        Assert.Equal(kept.Split(' ').Select(long.Parse), times.Kept.ToArray());
    }

    [Fact]
    public void Add_ManyRuns_AllocatesNothing()
    {
        var times = new RunTimes(64);
        times.Add(1);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 1000; i++)
                times.Add(i);
        }));
    }
}
