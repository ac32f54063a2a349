using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class ChoiceRuleTests
{
    [Fact]
    public void Apply_Sequence_ChoosesTheLikeliestThatLeadsAndKeepsWhatItChose()
    {
        var rule = new ChoiceRule(0.25f);
        // Nothing seen; the likeliest leads by 0.1 only; by 0.5; the other leads by 0.125, too little to take over; by 0.375; nothing seen.
        Assert.Equal("--", Choose(rule, [0.5f, 0.5f], [false, false]));
        Assert.Equal("--", Choose(rule, [0.55f, 0.45f], [true, true]));
        Assert.Equal("a-", Choose(rule, [0.75f, 0.25f], [true, false]));
        Assert.Equal("a-", Choose(rule, [0.4375f, 0.5625f], [true, true]));
        Assert.Equal("-b", Choose(rule, [0.3125f, 0.6875f], [true, true]));
        Assert.Equal("--", Choose(rule, [0.3125f, 0.6875f], [false, false]));
    }

    [Fact]
    public void Apply_WhatWasChosenIsNotSeenAndTheOtherLeadsTooLittle_IsUnknown()
    {
        var rule = new ChoiceRule(0.5f);
        Assert.Equal("a-", Choose(rule, [1, 0], [true, false]));
        Assert.Equal("--", Choose(rule, [0.375f, 0.625f], [false, true]));
    }

    [Fact]
    public void Apply_LikeliestIsNotSeen_TheNextOneMustStillLead()
    {
        // A class with a high threshold of its own is the likeliest, but below it.
        Assert.Equal("--", Choose(new ChoiceRule(0.1f), [0.6f, 0.4f], [false, true]));
        Assert.Equal("--", Choose(new ChoiceRule(0), [0.6f, 0.4f], [false, true]));
    }

    private static string Choose(ChoiceRule rule, float[] p, bool[] seen)
    {
        bool[] choice = new bool[p.Length];
        rule.Apply(p, seen, choice);
        return string.Concat(choice.Select((chosen, i) => chosen ? (char)('a' + i) : '-'));
    }
}
