using EdgeCnn.Graph;
using EdgeCnn.Training;
using EdgeCnn.Training.Data.Augmentation;
using EdgeCnn.Training.Layers;
using EdgeCnn.Training.Plots.Curves;
using EdgeCnn.Training.Plots.Verdicts;
using EdgeCnn.Training.Recipes;

namespace EdgeCnn.Cli.Runs;

/// <summary>A training history as curves, and what they say.</summary>
internal static class RunHistory
{
    /// <summary>The epochs as points of curves.</summary>
    public static IReadOnlyList<EpochPoint> Points(IEnumerable<EpochResult> history) =>
        [.. history.Select(e => new EpochPoint(e.Epoch, e.Loss, e.Accuracy, e.ValidationLoss ?? double.NaN, e.ValidationAccuracy ?? double.NaN, e.LearningRate, e.GradientNorm))];

    /// <summary>The history of a run's folder; null if there is none, or none that can be read.</summary>
    public static IReadOnlyList<EpochResult>? TryRead(string folder)
    {
        try
        {
            return HistoryFile.Read(folder);
        }
        catch (EdgeCnnException)
        {
            return null;
        }
    }

    /// <summary>Judges the curves by what the run did already.</summary>
    /// <param name="recipe">Its settings.</param>
    /// <param name="network">Its network.</param>
    /// <param name="chance">The share that the same answer to all pictures gets right; 0 if several classes may be right.</param>
    /// <param name="history">Its epochs.</param>
    public static Verdict Judge(Recipe recipe, Network network, double chance, IEnumerable<EpochResult> history) => CurveVerdict.Judge(Points(history), new RunTraits
    {
        Chance = chance,
        LearningRate = recipe.LearningRate,
        Transfer = recipe.From.Length > 0,
        DropoutRate = network.Layers.OfType<DropoutLayer>().Select(layer => (double)layer.Rate).DefaultIfEmpty().Max(),
        BatchNormalization = network.Layers.OfType<BatchNormLayer>().Any(),
        Augmentation = !AugmentationText.Parse(recipe.Augment).IsNone,
        EarlyStopping = recipe.Patience > 0,
        Adam = recipe.Optimizer is "adam" or "amsgrad" or "adamw",
        WeightDecay = recipe.WeightDecay > 0 || recipe.L1 > 0 || recipe.L2 > 0,
    });
}
