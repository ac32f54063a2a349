using System.Diagnostics;
using EdgeCnn.Devices.Camera;

namespace EdgeCnn.Devices.Tests.Camera;

public sealed class CameraPacingTests
{
    [Fact]
    public void Wait_Rate_SpacesPictures()
    {
        CameraPacing pacing = new(50);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.True(pacing.Wait(CancellationToken.None));
        long first = watch.ElapsedMilliseconds;
        for (int i = 0; i < 10; i++)
            Assert.True(pacing.Wait(CancellationToken.None));
        // Ten intervals of 20 ms after the first picture; a loaded machine may be late, but never early.
        Assert.InRange(watch.ElapsedMilliseconds - first, 195, 5000);
    }

    [Fact]
    public void Wait_SecondPicture_WaitsAWholeInterval()
    {
        CameraPacing pacing = new(10);
        pacing.Wait(CancellationToken.None);
        Stopwatch watch = Stopwatch.StartNew();
        pacing.Wait(CancellationToken.None);
        Assert.InRange(watch.ElapsedMilliseconds, 90, 5000);
    }

    [Fact]
    public void Wait_FellBehind_DoesNotHurry()
    {
        CameraPacing pacing = new(10);
        pacing.Wait(CancellationToken.None);
        Thread.Sleep(350);
        pacing.Wait(CancellationToken.None);
        Stopwatch watch = Stopwatch.StartNew();
        pacing.Wait(CancellationToken.None);
        Assert.InRange(watch.ElapsedMilliseconds, 90, 5000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Wait_NoRate_NeverWaits(double rate)
    {
        CameraPacing pacing = new(rate);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 1000; i++)
            Assert.True(pacing.Wait(CancellationToken.None));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-300)]
    public void Wait_TinyRate_StillEndsOnCancellation(double rate)
    {
        CameraPacing pacing = new(rate);
        Assert.True(pacing.Wait(CancellationToken.None));
        using CancellationTokenSource cancel = new(50);
        Assert.False(pacing.Wait(cancel.Token));
    }
}
