using EdgeCnn.Training.Plots.Verdicts;

namespace EdgeCnn.Cli.Runs;

/// <summary>A verdict as it stands in JSON.</summary>
/// <param name="Kind">good, stillImproving, overfitting, underfitting, rateTooHigh, diverged or tooShort.</param>
/// <param name="Headline">In one sentence.</param>
/// <param name="Findings">The numbers it rests on.</param>
/// <param name="Proposals">What to try next.</param>
internal sealed record RunVerdict(string Kind, string Headline, IReadOnlyList<string> Findings, IReadOnlyList<string> Proposals)
{
    public static RunVerdict Of(Verdict verdict)
    {
        string kind = verdict.Kind.ToString();
        return new RunVerdict(char.ToLowerInvariant(kind[0]) + kind[1..], verdict.Headline, verdict.Findings, verdict.Proposals);
    }
}
