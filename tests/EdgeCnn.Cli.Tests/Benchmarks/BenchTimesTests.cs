using System.Diagnostics;
using EdgeCnn.Cli.Benchmarks;

namespace EdgeCnn.Cli.Tests.Benchmarks;

public sealed class BenchTimesTests
{
    [Theory]
    [InlineData(1, 10, 10, 10, 10, 10)]
    [InlineData(2, 10, 10, 20, 20, 20)]
    [InlineData(5, 10, 30, 50, 50, 50)]
    [InlineData(20, 10, 100, 190, 200, 200)]
    [InlineData(100, 10, 500, 950, 990, 1000)]
    public void Of_TenTwentyAndSoOn_GivesNearestRanks(int count, double min, double median, double p95, double p99, double max)
    {
        long[] ticks = [.. Enumerable.Range(1, count).Reverse().Select(i => i * 10 * Stopwatch.Frequency / 1_000_000)];
        Assert.Equal(new BenchTimes(count, min, median, p95, p99, max), BenchTimes.Of(ticks));
    }
}
