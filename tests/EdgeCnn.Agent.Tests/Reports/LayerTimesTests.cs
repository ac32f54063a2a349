using System.Diagnostics;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class LayerTimesTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void TryCopy_NothingAdded_IsFalse() => Assert.False(new LayerTimes(2).TryCopy(new double[2]));

    [Fact]
    public void TryCopy_FirstRuns_IsTheirMean()
    {
        var times = new LayerTimes(2);
        times.Add([1 * Millisecond, 0]);
        times.Add([3 * Millisecond, 6 * Millisecond]);
        double[] us = new double[2];
        Assert.True(times.TryCopy(us));
        Assert.Equal([2000, 3000], us.Select(x => Math.Round(x, 3)));
    }

    [Fact]
    public void TryCopy_ManyRuns_FollowsTheLatest()
    {
        var times = new LayerTimes(1);
        for (int i = 0; i < 100; i++)
            times.Add([50 * Millisecond]);
        for (int i = 0; i < 200; i++)
            times.Add([1 * Millisecond]);
        double[] us = new double[1];
        times.TryCopy(us);
        Assert.InRange(us[0], 1000, 1200);
    }

    [Fact]
    public void Add_OtherPlan_IsLeftOut()
    {
        var times = new LayerTimes(2);
        times.Add([1]);
        times.Add([]);
        Assert.False(times.TryCopy(new double[2]));
    }
}
