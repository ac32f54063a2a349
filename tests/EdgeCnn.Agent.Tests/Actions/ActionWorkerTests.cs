using System.Diagnostics;
using EdgeCnn.Agent.Actions;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class ActionWorkerTests
{
    [Fact]
    public void TryPost_Events_AreDoneInOrderAndAllBeforeTheEnd()
    {
        var frames = new List<long>();
        var action = new FakeAction((next, _) => frames.Add(next.Frame));
        var worker = new ActionWorker(action, 64, _ => { });
        for (int i = 0; i < 50; i++)
            Assert.True(worker.TryPost(Events.Of(0, frame: i)));
        worker.End();
        Assert.True(worker.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), frames);
        Assert.Equal((50, 0, 0, true), (worker.Done, worker.Failed, worker.Dropped, action.Disposed));
    }

    [Fact]
    public void Run_Throws_IsCountedToldOnceAndTheNextOneIsDone()
    {
        var told = new List<string>();
        var worker = new ActionWorker(new FakeAction((_, _) => throw new IOException("no\nroom")), 64, told.Add);
        for (int i = 0; i < 5; i++)
            worker.TryPost(Events.Of(0));
        worker.End();
        Assert.True(worker.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal((5, 5), (worker.Done, worker.Failed));
        Assert.Equal(["fake: no room"], told);
    }

    [Fact]
    public void TryPost_ActionHangs_NeverWaitsAndCountsWhatIsLost()
    {
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var frames = new List<long>();
        var worker = new ActionWorker(
            new FakeAction((next, _) =>
            {
                begun.Set();
                go.Wait();
                frames.Add(next.Frame);
            }),
            4,
            _ => { });
        // A thread that starts late would drop what waits already, and so make room for more.
        worker.TryPost(Events.Of(0, frame: -1));
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30)));
        Assert.True(worker.TryPost(Events.Of(0, frame: 0)));
        long start = Stopwatch.GetTimestamp();
        int refused = Enumerable.Range(1, 1000).Count(i => !worker.TryPost(Events.Of(0, frame: i)));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        go.Set();
        worker.End();
        Assert.True(worker.Join(TimeSpan.FromSeconds(30)));
        // All that was posted is done or counted as dropped; the newest of what the ring took are done.
        Assert.InRange(refused, 980, 1000);
        Assert.Equal(1002, worker.Done + worker.Dropped);
        Assert.InRange(worker.Done, 4, 6);
        Assert.Equal(1000 - refused, frames[^1]);
    }

    [Fact]
    public void Join_ActionHangs_CancelsItAndLeavesOneThatDoesNotObey()
    {
        var obeys = new ActionWorker(new FakeAction((_, stop) => stop.WaitHandle.WaitOne()), 4, _ => { });
        obeys.TryPost(Events.Of(0));
        obeys.End();
        Assert.True(obeys.Join(TimeSpan.FromMilliseconds(50)));
        var never = new ManualResetEventSlim();
        var hangs = new ActionWorker(new FakeAction((_, _) => never.Wait()), 4, _ => { });
        hangs.TryPost(Events.Of(0));
        hangs.End();
        Assert.False(hangs.Join(TimeSpan.FromMilliseconds(50)));
        never.Set();
    }
}
