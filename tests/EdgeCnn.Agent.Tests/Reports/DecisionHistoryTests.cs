using System.Diagnostics;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class DecisionHistoryTests
{
    private readonly DecisionHistory history = new(1001);
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly DecisionChange[] changes = new DecisionChange[DecisionHistory.Changes];
    private readonly DecisionSecond[] seconds = new DecisionSecond[DecisionHistory.Seconds];

    [Fact]
    public void CopyChanges_EqualNeighbours_AreOneChangeThatIsCounted()
    {
        foreach (int label in (int[])[2, 2, 2, 0, 2])
            Add(0, label);
        Assert.Equal(3, history.CopyChanges(changes));
        Assert.Equal([(2, 3), (0, 1), (2, 1)], changes[..3].Select(change => (change.Label, (int)change.Frames)));
    }

    [Fact]
    public void CopyChanges_OtherTruth_IsAChange()
    {
        Add(0, 1, truth: 1);
        Add(0, 1, truth: 2);
        Assert.Equal(2, history.CopyChanges(changes));
        Assert.Equal([1, 2], changes[..2].Select(change => change.Truth));
    }

    [Fact]
    public void CopyChanges_MoreThanAreKept_GivesTheNewestInOrder()
    {
        for (int i = 0; i < 100; i++)
            Add(i, i);
        Assert.Equal(DecisionHistory.Changes, history.CopyChanges(changes));
        Assert.Equal(Enumerable.Range(100 - DecisionHistory.Changes, DecisionHistory.Changes), changes.Select(change => change.Label));
        Assert.InRange(changes[^1].AtMs, 99, 99 + 5000);
    }

    [Fact]
    public void CopySeconds_FinishedSecond_HasItsMostFrequentLabelAndTheLatencies()
    {
        foreach (var (label, us) in ((int, int)[])[(1, 100), (2, 500), (3, 300), (2, 200), (1, 100)])
            Add(0, label, us: us);
        Add(3000, 1);
        Add(6000, 3);
        Assert.Equal(2, history.CopySeconds(0, seconds, out int count));
        Assert.Equal(2, count);
        Assert.Equal((2, 2, 5, 1200, 500), (seconds[0].Label, seconds[0].OfLabel, seconds[0].Frames, seconds[0].SumUs, seconds[0].MostUs));
        Assert.Equal((1, 1, 1), (seconds[1].Label, seconds[1].OfLabel, seconds[1].Frames));
    }

    [Fact]
    public void CopySeconds_AfterSome_GivesOnlyLaterOnes()
    {
        for (int i = 0; i < 5; i++)
            Add(2000 * i, i);
        long after = history.CopySeconds(0, seconds, out int count);
        Assert.Equal((4, 4), (after, count));
        history.CopySeconds(after, seconds, out count);
        Assert.Equal(0, count);
        Add(20_000, 9);
        Assert.Equal(5, history.CopySeconds(after, seconds, out count));
        Assert.Equal((1, 4), (count, seconds[0].Label));
    }

    [Fact]
    public void CopySeconds_MoreThanAreKept_GivesTheNewest()
    {
        for (int i = 0; i < 1000; i++)
            Add(1000 * i, i);
        history.CopySeconds(0, seconds, out int count);
        Assert.Equal((DecisionHistory.Seconds, 998), (count, seconds[^1].Label));
    }

    private void Add(long ms, int label, int us = 10, int truth = -1)
    {
        var decision = new Decision(1001) { Best = label, Truth = truth, Times = new StageTimes(0, 0, us, 0) };
        decision.Probabilities[label] = 0.5f;
        history.Add(start + (ms * Stopwatch.Frequency / 1000), decision);
    }
}
