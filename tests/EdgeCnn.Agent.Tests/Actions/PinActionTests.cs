using System.Diagnostics;
using EdgeCnn.Agent.Actions;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class PinActionTests
{
    private readonly RecordingPin pin = new();
    private long now;
    private int opened;

    [Fact]
    public void Run_Pulse_IsOnForItsTimeAndLongerWithAFurtherEvent()
    {
        using PinAction action = Make(PinMode.Pulse, 0.5);
        Assert.Equal(0, opened);
        Assert.Equal(Timeout.InfiniteTimeSpan, action.Tick());
        Run(action, 0, true);
        Assert.Equal("1", pin.Levels);
        Assert.InRange(action.Tick().TotalSeconds, 0.5, 0.51);
        At(0.4);
        Run(action, 1, true);
        At(0.6);
        Assert.InRange(action.Tick().TotalSeconds, 0.29, 0.31);
        Assert.Equal("1", pin.Levels);
        At(0.9);
        Assert.Equal(Timeout.InfiniteTimeSpan, action.Tick());
        Assert.Equal("10", pin.Levels);
    }

    [Fact]
    public void Run_Latch_IsOnWhileOneOfItsLabelsIsPresent()
    {
        PinAction action = Make(PinMode.Latch, 1);
        Assert.True(action.FollowsState);
        Run(action, 0, true);
        Run(action, 1, true);
        Run(action, 0, false);
        Assert.Equal("1", pin.Levels);
        Run(action, 1, false);
        Assert.Equal("10", pin.Levels);
        Run(action, 0, true);
        action.Dispose();
        Assert.Equal(("1010", true), (pin.Levels, pin.Disposed));
    }

    [Fact]
    public void Run_Blink_AlternatesWhileALabelIsPresent()
    {
        using PinAction action = Make(PinMode.Blink, 1);
        Run(action, 0, true);
        for (int second = 1; second <= 3; second++)
        {
            At(second);
            Assert.InRange(action.Tick().TotalSeconds, 1, 1.01);
        }

        Assert.Equal("1010", pin.Levels);
        At(4);
        action.Tick();
        Run(action, 0, false);
        Assert.Equal("101010", pin.Levels);
        Assert.Equal(Timeout.InfiniteTimeSpan, action.Tick());
    }

    [Fact]
    public void Tick_AfterAFailure_GivesTheLineItsStateAsSoonAsItCan()
    {
        using PinAction action = Make(PinMode.Latch, 1);
        pin.Fails = true;
        Assert.Throws<IOException>(() => Run(action, 0, true));
        Assert.Throws<IOException>(() => action.Tick());
        Assert.Equal((2, true), (opened, pin.Disposed));
        pin.Fails = false;
        action.Tick();
        Assert.Equal(("1", 3), (pin.Levels, opened));
    }

    private PinAction Make(PinMode mode, double seconds) => new(
        "pin",
        Events.All,
        () =>
        {
            opened++;
            return pin;
        },
        mode,
        TimeSpan.FromSeconds(seconds),
        () => now);

    private void At(double seconds) => now = (long)(seconds * Stopwatch.Frequency);

    private static void Run(PinAction action, int label, bool entered) => action.Run(Events.Of(label, entered), CancellationToken.None);
}
