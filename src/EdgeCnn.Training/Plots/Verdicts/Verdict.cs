namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>A judgement of a run by its curves.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Headline">In one sentence.</param>
/// <param name="Findings">The numbers it rests on, a sentence each.</param>
/// <param name="Proposals">What to try next, the most promising first.</param>
public sealed record Verdict(VerdictKind Kind, string Headline, IReadOnlyList<string> Findings, IReadOnlyList<string> Proposals)
{
    /// <summary>All of it as lines of text.</summary>
    public override string ToString() =>
        string.Join('\n', [Headline, .. Findings.Select(finding => $"  - {finding}"), .. Proposals.Count > 0 ? ["Try next:"] : Array.Empty<string>(), .. Proposals.Select(proposal => $"  - {proposal}")]);
}
