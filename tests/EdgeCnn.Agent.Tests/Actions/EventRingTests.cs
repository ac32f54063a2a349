using EdgeCnn.Agent.Actions;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class EventRingTests
{
    [Fact]
    public void TryPost_Full_RefusesAndKeepsTheOrder()
    {
        var ring = new EventRing(3);
        Assert.False(ring.TryTake(out _));
        for (int round = 0; round < 5; round++)
        {
            for (int i = 0; i < 5; i++)
                Assert.Equal(i < 3, ring.TryPost(Events.Of(0, frame: (10 * round) + i)));
            Assert.Equal(3, ring.Count);
            for (int i = 0; i < 3; i++)
                Assert.Equal((true, (10 * round) + i), (ring.TryTake(out ActionEvent next), next.Frame));
            Assert.Equal(0, ring.Count);
        }
    }

    [Fact]
    public void TryTake_OnAnotherThread_GetsEachEventOnceInOrder()
    {
        const int Count = 100_000;
        var ring = new EventRing(16);
        long wrong = 0;
        var taker = new Thread(() =>
        {
            for (long expected = 0; expected < Count;)
            {
                if (ring.TryTake(out ActionEvent next))
                    wrong += next.Frame == expected++ && next.Change.Label == (int)(next.Frame % 2) ? 0 : 1;
                else
                    Thread.Yield();
            }
        });
        taker.Start();
        for (long i = 0; i < Count;)
        {
            if (ring.TryPost(Events.Of((int)(i % 2), frame: i)))
                i++;
            else
                Thread.Yield();
        }

        Assert.True(taker.Join(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, wrong);
    }
}
