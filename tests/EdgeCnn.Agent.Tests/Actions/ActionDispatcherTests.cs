using System.Diagnostics;
using EdgeCnn.Agent.Actions;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class ActionDispatcherTests
{
    [Fact]
    public void Post_Changes_ReachTheActionsThatWantThem()
    {
        var cats = new RecordingPin();
        var told = new List<string>();
        EventFilter cat = EventFilter.Of(["cat"], Events.Labels, enter: true, leave: true);
        using (var dispatcher = new ActionDispatcher([new PinAction("cats", cat, () => cats, PinMode.Latch, TimeSpan.FromSeconds(1)), new FakeAction((_, _) => throw new IOException("always"))], 16, TimeSpan.FromSeconds(30), line => { lock (told) told.Add(line); }))
        {
            var decision = new Decision(2);
            foreach (bool[] state in (bool[][])[[false, true], [true, true], [true, false], [false, false]])
            {
                decision.Tell(state, knowsUnknown: false);
                dispatcher.Post(decision, new Frame());
            }
        }

        Assert.Equal("10", cats.Levels);
        // Each action tells its failures on its own thread, the end is told in the order of the actions.
        Assert.Equal(["cats: 2 done, 0 failed, 0 dropped", "fake: 4 done, 4 failed, 0 dropped"], told.Where(line => line != "fake: always"));
        Assert.Single(told, "fake: always");
    }

    [Fact]
    public void Restore_State_IsShownByLampsAndIsNoNews()
    {
        RecordingPin lamp = new(), bell = new();
        var dispatcher = new ActionDispatcher([new PinAction("lamp", Events.All, () => lamp, PinMode.Latch, TimeSpan.FromSeconds(1)), new PinAction("bell", Events.All, () => bell, PinMode.Pulse, TimeSpan.FromSeconds(1))], 16, TimeSpan.FromSeconds(30), _ => { });
        dispatcher.Restore([false, true]);
        dispatcher.Dispose();
        Assert.Equal(("10", ""), (lamp.Levels, bell.Levels));
    }

    [Fact]
    public void Dispose_ActionHangs_EndsInTimeAndSaysSo()
    {
        var never = new ManualResetEventSlim();
        var told = new List<string>();
        var dispatcher = new ActionDispatcher([new FakeAction((_, _) => never.Wait())], 16, TimeSpan.FromMilliseconds(100), told.Add);
        var decision = new Decision(2);
        decision.Tell([true, false], knowsUnknown: false);
        dispatcher.Post(decision, new Frame());
        long start = Stopwatch.GetTimestamp();
        dispatcher.Dispose();
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
        Assert.Equal(["fake: 0 done, 0 failed, 0 dropped; it hangs and is left alone"], told);
        never.Set();
    }

    [Theory]
    [InlineData("", true, false, "cat+ dog+")]
    [InlineData("dog unknown", true, true, "dog+ dog- unknown+ unknown-")]
    [InlineData("unknown", false, true, "unknown-")]
    public void Filter_NamesAndKinds_WantWhatTheySay(string names, bool enter, bool leave, string expected)
    {
        EventFilter filter = EventFilter.Of(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), Events.Labels, enter, leave);
        var wanted = from label in (int[])[0, 1, -1] from entered in (bool[])[true, false] let change = new StateChange(label, entered, 1) where filter.Wants(change) select $"{change.NameIn(Events.Labels)}{(entered ? '+' : '-')}";
        Assert.Equal(expected, string.Join(' ', wanted));
    }
}
