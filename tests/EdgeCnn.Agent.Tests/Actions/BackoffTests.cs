using EdgeCnn.Agent.Actions;

namespace EdgeCnn.Agent.Tests.Actions;

public sealed class BackoffTests
{
    [Fact]
    public void Next_Failures_DoublesUpToTheLimitAndBeginsAnewAfterASuccess()
    {
        var waits = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(1));
        foreach (double limit in (double[])[1, 2, 4, 8, 10, 10])
            Assert.InRange(waits.Next().TotalSeconds, limit / 2, limit);
        for (int i = 0; i < 2000; i++)
            Assert.InRange(waits.Next().TotalSeconds, 5, 10);
        waits.Reset();
        Assert.InRange(waits.Next().TotalSeconds, 0.5, 1);
    }
}
