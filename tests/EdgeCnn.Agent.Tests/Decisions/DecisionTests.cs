using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class DecisionTests
{
    [Fact]
    public void CopyFrom_Other_TakesEverythingAndSharesNothing()
    {
        var from = new Decision(2) { Frame = 3, Source = "s", Truth = 1, Best = 1, Times = new StageTimes(1, 2, 3, 4) };
        from.Probabilities[1] = 1;
        var to = new Decision(2);
        to.CopyFrom(from);
        from.Probabilities[1] = 0;
        Assert.Equal((3, "s", 1, 1, 10, 1f), (to.Frame, to.Source, to.Truth, to.Best, to.Times.TotalUs, to.Probability));
    }

    [Fact]
    public void New_Decision_KnowsNoTruth() => Assert.Equal(-1, new Decision(1).Truth);
}
