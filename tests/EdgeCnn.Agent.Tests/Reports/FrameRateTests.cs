using System.Diagnostics;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class FrameRateTests
{
    [Fact]
    public void PerSecond_BeforeTheSecondPicture_IsZero()
    {
        var rate = new FrameRate();
        Assert.Equal(0, rate.PerSecond());
        rate.Tick();
        Assert.Equal(0, rate.PerSecond());
    }

    [Fact]
    public void PerSecond_TwentyPictures_LiesBetweenWhatClocksOutsideAndInsideSay()
    {
        var rate = new FrameRate();
        long outside = Stopwatch.GetTimestamp();
        rate.Tick();
        long inside = Stopwatch.GetTimestamp();
        for (int i = 0; i < 18; i++)
        {
            Thread.Sleep(2);
            rate.Tick();
        }

        Thread.Sleep(2);
        // In the clock's own ticks: a TimeSpan cuts off what is shorter than 100 ns.
        double shortest = (Stopwatch.GetTimestamp() - inside) / (double)Stopwatch.Frequency;
        rate.Tick();
        double longest = (Stopwatch.GetTimestamp() - outside) / (double)Stopwatch.Frequency;
        Assert.InRange(rate.PerSecond(), 19 / longest, 19 / shortest);
    }

    [Fact]
    public void PerSecond_AfterAPause_ForgetsItAfterThirtyTwoPictures()
    {
        var rate = new FrameRate();
        rate.Tick();
        Thread.Sleep(500);
        for (int i = 0; i < 31; i++)
            rate.Tick();
        Assert.InRange(rate.PerSecond(), 0.1, 31 / 0.5);
        rate.Tick();
        Assert.True(rate.PerSecond() > 31 / 0.5, $"{rate.PerSecond()} pictures/s");
    }
}
