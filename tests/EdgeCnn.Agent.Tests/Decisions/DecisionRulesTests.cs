using System.Diagnostics;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Decisions;

public sealed class DecisionRulesTests
{
    [Fact]
    public void Apply_Multiclass_TellsWhatCameAndWent()
    {
        var rules = new DecisionRules(new DecisionSettings { Enter = 0.75f, Leave = 0.5f, Frames = 2 }, Contract(ModelTask.Multiclass, 2));
        var decision = new Decision(2);
        Assert.Equal("", Changes(rules, decision, 0.6f, 0.4f)); // unknown from the start is no change
        Assert.Equal("", Changes(rules, decision, 0.8f, 0.2f));
        Assert.Equal("-unknown +class 0", Changes(rules, decision, 0.8f, 0.2f));
        Assert.Equal("", Changes(rules, decision, 0.55f, 0.45f)); // above leave
        Assert.Equal("", Changes(rules, decision, 0.2f, 0.8f));
        Assert.Equal("-class 0 +class 1", Changes(rules, decision, 0.2f, 0.8f));
        Assert.Equal("", Changes(rules, decision, 0.55f, 0.45f));
        Assert.Equal("-class 1 +unknown", Changes(rules, decision, 0.55f, 0.45f));
        Assert.True(decision.HasState);
        Assert.Equal([false, false], decision.State.ToArray());
    }

    [Fact]
    public void Apply_Multilabel_KnowsSeveralAndNoUnknown()
    {
        var settings = new DecisionSettings { Classes = new Dictionary<string, ClassLimits> { ["class 1"] = new(0.9f, 0.8f) } };
        var rules = new DecisionRules(settings, Contract(ModelTask.Multilabel, 3));
        var decision = new Decision(3);
        Assert.Equal("+class 0 +class 2", Changes(rules, decision, 0.5f, 0.85f, 0.6f));
        Assert.Equal("-class 2 +class 1", Changes(rules, decision, 0.5f, 0.95f, 0.4f));
        Assert.Equal("", Changes(rules, decision, 0.5f, 0.85f, 0.4f));
        Assert.Equal("-class 0 -class 1", Changes(rules, decision, 0.4f, 0.1f, 0.4f));
    }

    [Fact]
    public void Apply_Smoothing_LeavesThePicturesOwnProbabilities()
    {
        var rules = new DecisionRules(new DecisionSettings { SmoothingSeconds = 1 }, Contract(ModelTask.Binary, 1));
        var decision = new Decision(1);
        Assert.Equal("", Changes(rules, decision, 0));
        decision.Probabilities[0] = 1;
        rules.Apply(decision, Stopwatch.Frequency + 1);
        Assert.Equal(1, decision.Probabilities[0]);
        Assert.Equal(1 - Math.Exp(-1), decision.Smoothed[0], 1e-5);
        Assert.Equal(decision.Smoothed[0], decision.Changes[0].Probability);
    }

    [Fact]
    public void Resume_StateOfOthers_IsNoChange()
    {
        InputContract contract = Contract(ModelTask.Multiclass, 2);
        var old = new DecisionRules(new DecisionSettings(), contract);
        var decision = new Decision(2);
        Assert.Equal("+class 1", Changes(old, decision, 0, 1));
        var rules = new DecisionRules(new DecisionSettings { Enter = 0.9f, Leave = 0.3f, Margin = 0.5f }, contract);
        rules.Resume(old);
        Assert.Equal("", Changes(rules, decision, 0.6f, 0.4f));
        Assert.Equal("-class 1 +unknown", Changes(rules, decision, 0.75f, 0.25f));
    }

    [Fact]
    public void CopyFrom_Decision_TakesStateAndChanges()
    {
        var rules = new DecisionRules(new DecisionSettings(), Contract(ModelTask.Multiclass, 2));
        Decision decision = new(2), copy = new(2);
        Changes(rules, decision, 0, 1);
        copy.CopyFrom(decision);
        Changes(rules, decision, 0, 0);
        Assert.Equal((true, 1, new StateChange(1, true, 1)), (copy.HasState, copy.Changes.Length, copy.Changes[0]));
        Assert.Equal([false, true], copy.State.ToArray());
    }

    private static InputContract Contract(ModelTask task, int labels) => SmallGraph.Build(new float[labels], task: task).Contract!;

    private static string Changes(DecisionRules rules, Decision decision, params float[] p)
    {
        p.CopyTo(decision.Probabilities, 0);
        decision.Best = Array.IndexOf(p, p.Max());
        rules.Apply(decision, ++decision.Frame);
        return string.Join(' ', decision.Changes.ToArray().Select(change => $"{(change.Entered ? '+' : '-')}{change.NameIn(["class 0", "class 1", "class 2"])}"));
    }
}
