using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Tests.Reports;

public sealed class RunTotalsTests
{
    [Fact]
    public void Add_KnownAndUnknownTruths_CountsOnlyKnownOnesAsJudged()
    {
        var totals = new RunTotals();
        foreach (var (truth, best) in ((int, int)[])[(0, 0), (1, 0), (-1, 0), (2, 2), (-1, 1)])
            totals.Add(new Decision(3) { Truth = truth, Best = best });
        Assert.Equal((5, 3, 2), (totals.Frames, totals.Judged, totals.Right));
    }

    [Fact]
    public void Add_Times_GivesTheirSumToTheLatencies()
    {
        var totals = new RunTotals();
        totals.Add(new Decision(1) { Times = new StageTimes(1000, 200, 30, 4) });
        Assert.Equal(1234, totals.Latency.Percentile(0.5));
        Assert.Equal(0, totals.Rate.PerSecond());
        totals.Add(new Decision(1));
        Assert.True(totals.Rate.PerSecond() > 0);
    }
}
