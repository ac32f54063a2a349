using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class ThresholdRuleTests
{
    [Fact]
    public void Apply_Sequence_EntersAtOneLimitAndLeavesBelowTheOther()
    {
        var rule = new ThresholdRule([0.75f], [0.5f]);
        bool[] seen = [false];
        // Below enter; at it; between; at leave; below it; between again.
        foreach ((float p, bool expected) in ((float, bool)[])[(0.74f, false), (0.75f, true), (0.6f, true), (0.5f, true), (0.49f, false), (0.6f, false)])
        {
            rule.Apply([p], seen);
            Assert.Equal((p, expected), (p, seen[0]));
        }
    }

    [Fact]
    public void Apply_Classes_HaveLimitsOfTheirOwn()
    {
        bool[] seen = [false, true, true];
        new ThresholdRule([0.9f, 0.9f, 0.9f], [0.2f, 0.2f, 0.7f]).Apply([0.6f, 0.6f, 0.6f], seen);
        Assert.Equal([false, true, false], seen);
    }
}
