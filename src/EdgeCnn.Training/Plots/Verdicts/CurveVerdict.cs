using System.Globalization;
using EdgeCnn.Training.Plots.Curves;
using static EdgeCnn.Training.Plots.Verdicts.VerdictLimits;

namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>Reads the curves of a run as a teacher would: what is wrong, by which numbers, what to try.</summary>
/// <remarks>
/// In this order: no numbers or a loss beyond its start is divergence; a training loss that jumps, or guesses that never get better with a loss that does not fall, are too high a
/// rate; a gap between training and validation, with a rising validation loss or large in itself, is overfitting; little skill
/// without a gap is underfitting; a validation loss that jumps though nothing else is wrong is too high a rate; a falling
/// validation loss is improvement; the rest is good. See <see cref="VerdictLimits"/>.
/// </remarks>
public static class CurveVerdict
{
    /// <summary>Judges a run.</summary>
    /// <param name="history">Its epochs in order.</param>
    /// <param name="traits">What it did already, or null.</param>
    public static Verdict Judge(IReadOnlyList<EpochPoint> history, RunTraits? traits = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        traits ??= new RunTraits();
        if (history.FirstOrDefault(point => !double.IsFinite(point.Loss)) is { } broken)
            return Of(VerdictKind.Diverged, $"Diverged: the training loss is {broken.Loss.ToString(CultureInfo.InvariantCulture)} in epoch {broken.Epoch}.", [], history, traits);
        if (history.Count < LeastEpochs)
            return Of(VerdictKind.TooShort, $"Too short to judge: {history.Count} epoch{(history.Count == 1 ? "" : "s")}, at least {LeastEpochs} are needed.", [], history, traits);
        var facts = new CurveFacts(history, traits.Chance);
        bool validated = facts.Best is not null && double.IsFinite(facts.ValidationAccuracy) && double.IsFinite(facts.ValidationLoss);
        List<string> findings = VerdictFindings.Of(facts, validated);
        var (kind, headline) = Decide(facts, validated);
        return Of(kind, headline, findings, history, traits);
    }

    private static (VerdictKind Kind, string Headline) Decide(CurveFacts facts, bool validated)
    {
        if (Diverged(facts) is { } diverged)
            return (VerdictKind.Diverged, diverged);
        if (TooHigh(facts) is { } tooHigh)
            return (VerdictKind.RateTooHigh, tooHigh);
        if (validated && Overfits(facts) is { } overfits)
            return (VerdictKind.Overfitting, overfits);
        bool noGap = !validated || facts.Gap <= NoGap;
        if (facts.Skill < LowSkill && noGap && facts.ProjectedSkill < LowSkill)
            return (VerdictKind.Underfitting, Text($"Underfitting: training {(facts.AccuracyRises ? Text($"has come to {facts.Last.Accuracy:0.000} only, though it rises by {facts.AccuracySlope:0.000} an epoch") : Text($"stops at {facts.Accuracy:0.000}"))}{(validated ? Text($" and validation is no worse ({facts.ValidationAccuracy:0.000})") : "")}."));
        if (validated && facts.ValidationJumps >= ValidationJumps)
            return (VerdictKind.RateTooHigh, Text($"Learning rate too high: the validation loss jumps by {100 * facts.ValidationJumps:0} % of itself from epoch to epoch."));
        double fall = facts.Fall(point => validated ? point.ValidationLoss : point.Loss);
        if (facts.Skill < LowSkill && noGap)
            return (VerdictKind.StillImproving, Text($"Still improving: training accuracy rises by {facts.AccuracySlope:0.000} an epoch and has reached {facts.Last.Accuracy:0.000}."));
        if (fall > StillFalling)
            return (VerdictKind.StillImproving, Text($"Still improving: the {(validated ? "validation" : "training")} loss falls by {100 * fall:0.#} % over the last {facts.Window} epochs."));
        return (VerdictKind.Good, validated
            ? Text($"Good: validation ({facts.ValidationAccuracy:0.000}) keeps up with training ({facts.Accuracy:0.000}) and has come to rest.")
            : Text($"Good as far as training tells: accuracy {facts.Accuracy:0.000}, at rest. Without validation nothing can be said on new pictures."));
    }

    private static string? Diverged(CurveFacts facts)
    {
        double ratio = facts.Last.Loss / facts.First.Loss;
        if (ratio > DivergedFactor)
            return Text($"Diverged: the training loss ends at {facts.Last.Loss:0.000}, {ratio:0.0} times that of the first epoch ({facts.First.Loss:0.000}).");
        return facts.Chance > 0 && facts.BestSkill > MoreThanGuessing && facts.Skill < NearGuessing
            ? Text($"Diverged: training fell back to guessing ({facts.Accuracy:0.000}) after it had reached {facts.History.Max(point => point.Accuracy):0.000}.")
            : null;
    }

    private static string? TooHigh(CurveFacts facts)
    {
        // With a loss that falls, accuracy will follow: the rate is too low then rather than too high.
        if (facts.Chance > 0 && facts.BestSkill < NearGuessing && facts.Fall(point => point.Loss) < SlowFall)
            return Text($"Learning rate too high, or nothing to learn: training never left guessing ({facts.Accuracy:0.000}, where the same answer to all is right in {facts.Chance:0.000}).");
        return facts.TrainingJumps >= TrainingJumps
            ? Text($"Learning rate too high: the training loss jumps; its rises add up to {100 * facts.TrainingJumps:0} % of its range{(facts.History.Count > JumpEpochs ? Text($" within {JumpEpochs} epochs") : "")}.")
            : null;
    }

    private static string? Overfits(CurveFacts facts)
    {
        bool rises = facts.Rise >= LossRise && facts.Loss < facts.Best!.Loss;
        if (!(facts.Gap >= LargeGap || (facts.Gap >= SmallGap && rises)))
            return null;
        string severe = facts.Gap >= SevereGap || (rises && facts.Rise >= SevereRise) ? "Severe overfitting" : "Overfitting";
        string loss = rises ? Text($"while the validation loss has risen from {facts.Best!.ValidationLoss:0.000} to {facts.ValidationLoss:0.000}") : Text($"with a validation loss of {facts.ValidationLoss:0.000}");
        return Text($"{severe}: training reaches {facts.Accuracy:0.000}, validation {facts.ValidationAccuracy:0.000}, {loss}.");
    }

    private static Verdict Of(VerdictKind kind, string headline, List<string> findings, IReadOnlyList<EpochPoint> history, RunTraits traits) =>
        new(kind, headline, findings, VerdictProposals.For(kind, history, traits));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
