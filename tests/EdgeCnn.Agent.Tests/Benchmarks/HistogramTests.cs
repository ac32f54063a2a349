using System.Diagnostics;
using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class HistogramTests
{
    [Fact]
    public void Of_OneStraggler_DoesNotPressTheOthersTogether()
    {
        var times = new RunTimes();
        for (int i = 0; i < 200; i++)
            times.Add((100 + (i % 10)) * Stopwatch.Frequency / 1_000_000);
        times.Add(Stopwatch.Frequency);
        Histogram histogram = Histogram.Of(times, times.Summarize()!);
        Assert.Equal(201, histogram.Counts.Sum());
        Assert.Equal((100, 1), (histogram.FromUs, histogram.Counts[^1]));
        Assert.Equal(10, histogram.Counts[..^1].Count(count => count == 20));
    }

    [Fact]
    public void Of_EqualRuns_IsOneBar()
    {
        var times = new RunTimes();
        times.Add(1000);
        times.Add(1000);
        Assert.Equal(2, Histogram.Of(times, times.Summarize()!).Counts[0]);
    }
}
