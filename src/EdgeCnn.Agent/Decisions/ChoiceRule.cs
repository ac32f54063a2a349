namespace EdgeCnn.Agent.Decisions;

/// <summary>Fourth rule, for classes of which one is right: of those that are seen the likeliest, if it leads by a margin; otherwise the answer is "unknown".</summary>
/// <remarks>A class that was chosen needs no lead to stay: it stays while it is seen and no other leads.</remarks>
/// <param name="margin">The lead over the next likeliest class, seen or not, that a class needs to be chosen.</param>
internal sealed class ChoiceRule(float margin)
{
    private int chosen = -1;

    /// <summary>Leaves at most one.</summary>
    /// <param name="p">Probabilities.</param>
    /// <param name="seen">What the thresholds say.</param>
    /// <param name="choice">Gets the answer: all false for "unknown".</param>
    public void Apply(ReadOnlySpan<float> p, ReadOnlySpan<bool> seen, Span<bool> choice)
    {
        int best = -1;
        for (int i = 0; i < p.Length; i++)
        {
            if (seen[i] && (best < 0 || p[i] > p[best]))
                best = i;
        }

        if (best >= 0 && Lead(p, best) < margin)
            best = chosen >= 0 && seen[chosen] ? chosen : -1;
        chosen = best;
        choice.Clear();
        if (best >= 0)
            choice[best] = true;
    }

    /// <summary>Goes on where another rule is.</summary>
    public void Resume(ChoiceRule from) => chosen = from.chosen;

    private static float Lead(ReadOnlySpan<float> p, int best)
    {
        float next = 0;
        for (int i = 0; i < p.Length; i++)
            next = i == best ? next : MathF.Max(next, p[i]);
        return p[best] - next;
    }
}
