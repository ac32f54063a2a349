using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Tests.Plots.Curves;

/// <summary>Histories of the kinds that a course shows.</summary>
internal static class CurveCases
{
    /// <summary>An ordinary run that gets better in every epoch.</summary>
    public static RunCurves Run(int epochs) => Of("run", epochs, e => (2.3 * Math.Exp(-0.1 * e), 1 - (0.9 * Math.Exp(-0.1 * e)), 2.4 * Math.Exp(-0.09 * e), 0.98 - (0.9 * Math.Exp(-0.09 * e))));

    /// <summary>A run by a formula: epoch from 1 to training loss and accuracy, validation loss and accuracy; a little noise by seed.</summary>
    public static RunCurves Of(string name, int epochs, Func<int, (double Loss, double Accuracy, double ValidationLoss, double ValidationAccuracy)> of, double noise = 0, int seed = 1, Func<int, double>? norm = null)
    {
        var random = new SeededRandom(seed);
        return new RunCurves(name, [.. Enumerable.Range(1, epochs).Select(epoch =>
        {
            var (loss, accuracy, validationLoss, validationAccuracy) = of(epoch);
            return new EpochPoint(epoch, loss * (1 + (noise * random.NextNormal())), accuracy + (noise * 0.3 * random.NextNormal()), validationLoss * (1 + (noise * random.NextNormal())), validationAccuracy + (noise * 0.3 * random.NextNormal()), 1e-3, norm?.Invoke(epoch) ?? 1);
        })]);
    }
}
