using System.Diagnostics;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Decisions;

/// <summary>From the probabilities of single pictures to a state and its changes: smooth → see → choose → debounce → tell what changed.</summary>
/// <remarks>Threading: the pipeline's thread. Allocates nothing after its construction.</remarks>
internal sealed class DecisionRules
{
    private readonly SmoothingRule smoothing;
    private readonly ThresholdRule thresholds;
    private readonly ChoiceRule? choice;
    private readonly DebounceRule debounce;
    private readonly bool[] seen; // [classes], above their thresholds
    private readonly bool[] answer; // [classes], of this picture
    private readonly bool[] state; // [classes], what counts

    /// <param name="settings">The limits.</param>
    /// <param name="contract">Task and labels of the model.</param>
    public DecisionRules(DecisionSettings settings, InputContract contract)
    {
        int classes = contract.Labels.Length;
        Temperature = settings.Temperature;
        smoothing = new SmoothingRule(classes, settings.SmoothingSeconds);
        ClassLimits[] limits = [.. contract.Labels.Select(label => Limits(settings, label))];
        thresholds = new ThresholdRule([.. limits.Select(limit => limit.Enter!.Value)], [.. limits.Select(limit => limit.Leave!.Value)]);
        choice = ProbabilityRule.IsSoftmax(contract) ? new ChoiceRule(settings.Margin) : null;
        debounce = new DebounceRule(classes, settings.Frames, (long)(settings.HoldSeconds * Stopwatch.Frequency));
        seen = new bool[classes];
        answer = new bool[classes];
        state = new bool[classes];
    }

    /// <summary>What the classifier divides logits by.</summary>
    public float Temperature { get; }

    /// <summary>The classes that count as present.</summary>
    public ReadOnlySpan<bool> State => state;

    /// <summary>Judges a picture and tells in the decision what holds now and what changed.</summary>
    /// <param name="decision">Holds the picture's probabilities.</param>
    /// <param name="at">When the picture was captured, in ticks of the stopwatch.</param>
    public void Apply(Decision decision, long at)
    {
        Span<float> p = decision.Smoothed;
        decision.Probabilities.CopyTo(p);
        smoothing.Apply(p, at);
        thresholds.Apply(p, seen);
        if (choice is null)
            seen.CopyTo(answer, 0);
        else
            choice.Apply(p, seen, answer);
        debounce.Apply(answer, state, at);
        decision.Tell(state, knowsUnknown: choice is not null);
    }

    /// <summary>Goes on with the state of other rules, so that new limits make no event of their own.</summary>
    public void Resume(DecisionRules from)
    {
        smoothing.Resume(from.smoothing);
        from.seen.CopyTo(seen, 0);
        from.state.CopyTo(state, 0);
        if (choice is not null && from.choice is not null)
            choice.Resume(from.choice);
    }

    private static ClassLimits Limits(DecisionSettings settings, string label)
    {
        ClassLimits? own = settings.Classes.GetValueOrDefault(label);
        float enter = own?.Enter ?? settings.Enter;
        return new ClassLimits(enter, MathF.Min(enter, own?.Leave ?? settings.Leave ?? enter));
    }
}
