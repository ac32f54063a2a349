using System.Diagnostics;
using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class SmoothingRuleTests
{
    [Fact]
    public void Apply_Step_HasComeThroughTo63PercentAfterTheTimeConstant()
    {
        var rule = new SmoothingRule(2, 0.5);
        float[] p = [0, 1];
        rule.Apply(p, 0);
        Assert.Equal([0, 1], p);
        p = [1, 0];
        rule.Apply(p, Seconds(0.5));
        Assert.Equal(1 - Math.Exp(-1), p[0], 1e-6);
        Assert.Equal(Math.Exp(-1), p[1], 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(60)]
    public void Apply_AnyFrameRate_GivesTheSameAfterASecond(int frames)
    {
        var rule = new SmoothingRule(1, 0.8);
        rule.Apply([0f], 0);
        float[] p = [];
        for (int i = 1; i <= frames; i++)
            rule.Apply(p = [1f], Seconds((double)i / frames));
        Assert.Equal(1 - Math.Exp(-1 / 0.8), p[0], 1e-5);
    }

    [Fact]
    public void Apply_ClockThatGoesBack_StandsStill()
    {
        var rule = new SmoothingRule(1, 1);
        rule.Apply([0.25f], Seconds(10));
        float[] p = [1];
        rule.Apply(p, Seconds(5));
        Assert.Equal([0.25f], p);
    }

    [Fact]
    public void Apply_NoTimeConstant_ChangesNothing()
    {
        var rule = new SmoothingRule(1, 0);
        rule.Apply([0f], 0);
        float[] p = [0.7f];
        rule.Apply(p, 1);
        Assert.Equal([0.7f], p);
    }

    private static long Seconds(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
