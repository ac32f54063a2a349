using System.Globalization;
using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>What to try after a verdict, the most promising first; what the run did already is left out or varied.</summary>
internal static class VerdictProposals
{
    public static IReadOnlyList<string> For(VerdictKind kind, IReadOnlyList<EpochPoint> history, RunTraits traits)
    {
        IEnumerable<string?> proposals = kind switch
        {
            VerdictKind.Overfitting => Overfitting(history, traits),
            VerdictKind.Underfitting => Underfitting(history, traits),
            VerdictKind.RateTooHigh => [$"Take a tenth of the learning rate{Rate(history, traits, 0.1)}.", "Let the rate rise slowly over the first epochs (warm-up), or fall by a schedule.", traits.BatchNormalization || traits.Transfer ? null : "Add batch normalisation after the convolutions; it bears higher rates.", "If a lower rate changes nothing, look at labels, normalisation of the pictures and initial weights."],
            VerdictKind.Diverged => [$"Take a tenth of the learning rate{Rate(history, traits, 0.1)}.", "Clip the gradient to a norm of 1.", "Check that pictures are scaled and labels are in range.", traits.BatchNormalization || traits.Transfer ? null : "Add batch normalisation after the convolutions."],
            VerdictKind.StillImproving => [$"Train longer: {2 * history.Count} epochs.", traits.EarlyStopping ? null : "Add early stopping (patience 5, best weights restored), so that more epochs do no harm.", $"Or try twice the learning rate{Rate(history, traits, 2)} for the first half, then let it fall."],
            VerdictKind.TooShort => ["Train for more epochs."],
            _ => ["Keep it. A larger network, more augmentation or a schedule may still win a little.", "Judge it by the test pictures once, at the very end."],
        };
        return [.. proposals.OfType<string>()];
    }

    private static IEnumerable<string?> Overfitting(IReadOnlyList<EpochPoint> history, RunTraits traits)
    {
        EpochPoint best = history.Where(point => double.IsFinite(point.ValidationLoss)).MinBy(point => point.ValidationLoss)!;
        yield return traits.EarlyStopping ? null : $"Stop early: monitor the validation loss with patience {Math.Clamp(history.Count / 5, 3, 10)} and restore the best weights (epoch {best.Epoch}).";
        yield return traits.DropoutRate switch
        {
            0 => "Add dropout of 0.2 to 0.5 before the last dense layers.",
            < 0.5 => FormattableString.Invariant($"Raise dropout from {traits.DropoutRate:0.##} to {Math.Min(0.5, traits.DropoutRate + 0.2):0.##}."),
            _ => null,
        };
        yield return traits.Augmentation ? "Augment more strongly: flips, shifts, rotation, zoom." : "Augment the training pictures: flips, shifts, rotation, zoom.";
        yield return traits.BatchNormalization || traits.Transfer ? null : "Add batch normalisation after the convolutions.";
        yield return traits.Transfer ? null : "Take a simpler network: fewer filters or dense units, pooling of 2×2 or more where there is less.";
        yield return traits.WeightDecay ? null : "Add weight decay (1e-4) or an L2 penalty.";
        yield return $"Lower the learning rate{Rate(history, traits, 0.5)}, or let it fall when the validation loss stands still.";
        yield return "Collect more training pictures, of the same kind as those of validation.";
    }

    private static IEnumerable<string?> Underfitting(IReadOnlyList<EpochPoint> history, RunTraits traits)
    {
        yield return traits.DropoutRate > 0 ? FormattableString.Invariant($"Lower dropout from {traits.DropoutRate:0.##} to {Math.Round(traits.DropoutRate * 0.4, 2):0.##}, or leave it out.") : null;
        yield return traits.Transfer ? "Let more of the model's layers learn (freeze fewer), at a tenth of the rate." : "Take a larger network: more filters, another convolution, more dense units.";
        yield return $"Train longer ({2 * history.Count} epochs) with a rate that falls at the end.";
        yield return $"Try another learning rate{Rate(history, traits, 3)}{(traits.Adam ? "" : ", or Adam instead of RMSprop or SGD")}.";
        yield return traits.BatchNormalization || traits.Transfer ? null : "Add batch normalisation after the convolutions.";
        yield return traits.Augmentation ? "Augment less." : null;
        yield return traits.WeightDecay ? "Lower the weight decay." : null;
    }

    // The largest one, since that is what was asked for: a schedule may begin far below it.
    private static string Rate(IReadOnlyList<EpochPoint> history, RunTraits traits, double factor) =>
        (traits.LearningRate > 0 ? traits.LearningRate : history.Select(point => point.LearningRate).Where(double.IsFinite).DefaultIfEmpty().Max()) is > 0 and var rate ? $" ({Short(rate * factor)} instead of {Short(rate)})" : "";

    // Two digits, since a schedule takes the rate of an epoch's end off a round one.
    private static string Short(double rate)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 1);
        return (Math.Round(rate / unit) * unit).ToString("0.##########", CultureInfo.InvariantCulture);
    }
}
