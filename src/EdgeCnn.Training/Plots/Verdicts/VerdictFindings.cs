using static EdgeCnn.Training.Plots.Verdicts.VerdictLimits;

namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>The numbers of a run in sentences.</summary>
internal static class VerdictFindings
{
    public static List<string> Of(CurveFacts facts, bool validated)
    {
        List<string> findings = [];
        if (validated)
        {
            findings.Add(Text($"Accuracy over the last {facts.Window} epochs: training {facts.Accuracy:0.000}, validation {facts.ValidationAccuracy:0.000}, gap {Signed(facts.Gap)}."));
            findings.Add(facts.Best == facts.Last
                ? Text($"Least validation loss: {facts.Best!.ValidationLoss:0.000} in the last epoch.")
                : Text($"Least validation loss: {facts.Best!.ValidationLoss:0.000} in epoch {facts.Best.Epoch} of {facts.Last.Epoch}; over the last {facts.Window} epochs {facts.ValidationLoss:0.000}, {facts.Rise:0.00} times as much."));
            findings.Add(Text($"From epoch to epoch at the end: training loss {Signed(facts.LossSlope)}, validation loss {Signed(facts.ValidationSlope)}, training accuracy {Signed(facts.AccuracySlope)}."));
            if (facts.ValidationJumps >= ValidationJumps)
                findings.Add(Text($"The validation loss jumps by {100 * facts.ValidationJumps:0} % of itself from epoch to epoch: a lower learning rate would steady it."));
        }
        else
        {
            findings.Add(Text($"Training accuracy over the last {facts.Window} epochs: {facts.Accuracy:0.000}; there was no validation."));
            findings.Add(Text($"From epoch to epoch at the end: training loss {Signed(facts.LossSlope)}, training accuracy {Signed(facts.AccuracySlope)}."));
        }

        if (facts.GradientGrowth >= GradientGrowth)
            findings.Add(Text($"The gradient's norm in the last epoch is {facts.GradientGrowth:0} times its median."));
        double[] rates = [.. facts.History.Select(point => point.LearningRate).Where(double.IsFinite)];
        if (rates.Length > 0)
            findings.Add(Rates(rates[0], rates.Max(), rates[^1]));
        return findings;
    }

    private static string Rates(double first, double most, double last) =>
        most > first ? Text($"The learning rate at an epoch's end rose from {first:0.######} to {most:0.######} and was {last:0.######} in the last.")
        : first == last ? Text($"The learning rate was {first:0.######}.")
        : Text($"The learning rate at an epoch's end went from {first:0.######} to {last:0.######}.");

    private static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
