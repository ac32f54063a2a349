using EdgeCnn.Training.Plots.Curves;

namespace EdgeCnn.Training.Plots.Verdicts;

/// <summary>The numbers by which a run is judged.</summary>
/// <remarks>"At the end" is the mean over the last quarter of the epochs, so that one lucky or unlucky epoch decides nothing.</remarks>
internal sealed class CurveFacts
{
    private readonly EpochPoint[] end;

    public CurveFacts(IReadOnlyList<EpochPoint> history, double chance)
    {
        History = history;
        Chance = chance < 1 ? chance : 0;
        Window = Math.Min(history.Count, Math.Max(VerdictLimits.LeastWindow, history.Count / 4));
        end = [.. history.Skip(history.Count - Window)];
        Best = history.Where(point => double.IsFinite(point.ValidationLoss)).MinBy(point => point.ValidationLoss);
    }

    public IReadOnlyList<EpochPoint> History { get; }

    /// <summary>The share that guessing gets right.</summary>
    public double Chance { get; }

    /// <summary>Epochs of the end.</summary>
    public int Window { get; }

    /// <summary>The epoch of the least validation loss, or null without validation.</summary>
    public EpochPoint? Best { get; }

    public EpochPoint First => History[0];

    public EpochPoint Last => History[^1];

    public double Loss => end.Average(point => point.Loss);

    public double Accuracy => end.Average(point => point.Accuracy);

    public double ValidationLoss => end.Average(point => point.ValidationLoss);

    public double ValidationAccuracy => end.Average(point => point.ValidationAccuracy);

    /// <summary>Training accuracy less validation accuracy at the end.</summary>
    public double Gap => Accuracy - ValidationAccuracy;

    /// <summary>Validation loss at the end over its least.</summary>
    public double Rise => ValidationLoss / Best!.ValidationLoss;

    /// <summary>What training reached above guessing, 0 to 1.</summary>
    public double Skill => SkillOf(Accuracy);

    /// <summary>The change of the training accuracy from epoch to epoch at the end.</summary>
    public double AccuracySlope => Slope(point => point.Accuracy);

    /// <summary>The change of the training loss from epoch to epoch at the end.</summary>
    public double LossSlope => Slope(point => point.Loss);

    /// <summary>The change of the validation loss from epoch to epoch at the end.</summary>
    public double ValidationSlope => Slope(point => point.ValidationLoss);

    /// <summary>True if the training accuracy rises by more than noise at the end.</summary>
    public bool AccuracyRises => AccuracySlope * (Window - 1) > VerdictLimits.Rising;

    /// <summary>The skill if training went on as at the end for half as many epochs again.</summary>
    public double ProjectedSkill => SkillOf(Math.Min(1, Last.Accuracy + (Math.Max(0, AccuracySlope) * History.Count / 2)));

    /// <summary>The sum of the rises of the training loss over its range, in those <see cref="VerdictLimits.JumpEpochs"/> epochs where it is largest; but while a schedule lets the rate rise, the loss may rise with it.</summary>
    public double TrainingJumps
    {
        get
        {
            double range = History.Max(point => point.Loss) - History.Min(point => point.Loss);
            double[] rises = [.. History.Zip(History.Skip(1), (a, b) => b.LearningRate > a.LearningRate ? 0 : Math.Max(0, b.Loss - a.Loss))];
            double most = 0, sum = 0;
            for (int i = 0; i < rises.Length; i++)
            {
                sum += rises[i] - (i < VerdictLimits.JumpEpochs ? 0 : rises[i - VerdictLimits.JumpEpochs]);
                most = Math.Max(most, sum);
            }

            return range <= 0 ? 0 : most / range;
        }
    }

    /// <summary>How far, on average, the validation loss is off the mean of the epochs before and after, as a share of its own mean.</summary>
    public double ValidationJumps
    {
        get
        {
            double[] losses = [.. History.Select(point => point.ValidationLoss).Where(double.IsFinite)];
            // The first epochs fall steeply by right.
            double[] settled = losses[Math.Min(losses.Length, Math.Max(1, losses.Length / 5))..];
            return settled.Length < 4 ? 0 : Enumerable.Range(1, settled.Length - 2).Average(i => Math.Abs(settled[i] - ((settled[i - 1] + settled[i + 1]) / 2))) / settled.Average();
        }
    }

    /// <summary>The last gradient norm over the median one; NaN if they were not measured.</summary>
    public double GradientGrowth
    {
        get
        {
            double[] norms = [.. History.Select(point => point.GradientNorm).Where(norm => !double.IsNaN(norm)).Order()];
            return norms.Length < 3 || norms[norms.Length / 2] <= 0 ? double.NaN : Last.GradientNorm / norms[norms.Length / 2];
        }
    }

    /// <summary>What the best epoch reached above guessing.</summary>
    public double BestSkill => SkillOf(History.Max(point => point.Accuracy));

    private double SkillOf(double accuracy) => (accuracy - Chance) / (1 - Chance);

    /// <summary>
    /// The share of itself by which a loss falls from the first to the last epoch of the end of the run, by the straight line through it; 0 where the fall is less than twice its standard error,
    /// since then the next epoch may undo it.
    /// </summary>
    /// <param name="loss">Training or validation loss.</param>
    public double Fall(Func<EpochPoint, double> loss)
    {
        double slope = Slope(loss), middle = (Window - 1) / 2.0, mean = end.Average(loss), start = mean - (middle * slope);
        double rest = end.Select((point, i) => loss(point) - mean - ((i - middle) * slope)).Sum(error => error * error);
        double squares = end.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return -slope > 2 * Math.Sqrt(rest / Math.Max(1, Window - 2) / squares) ? -slope * (Window - 1) / start : 0;
    }

    // Of the straight line with the least squares.
    private double Slope(Func<EpochPoint, double> value)
    {
        double middle = (Window - 1) / 2.0, mean = end.Average(value);
        double squares = end.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return squares == 0 ? 0 : end.Select((point, i) => (i - middle) * (value(point) - mean)).Sum() / squares;
    }
}
