using EdgeCnn.Training.Metrics;

namespace EdgeCnn.Training.Plots.Tables;

/// <summary>How well one class is told from the others.</summary>
/// <param name="Name">The class.</param>
/// <param name="Count">Pictures of it.</param>
/// <param name="Precision">Of the pictures called so, the share that are; NaN if none was.</param>
/// <param name="Recall">Of its pictures, the share called so; NaN if there are none.</param>
/// <param name="F1">The harmonic mean of the two, 2·TP / (2·TP + FP + FN); NaN if there is neither a picture nor an answer.</param>
public sealed record ClassRow(string Name, long Count, double Precision, double Recall, double F1)
{
    /// <summary>The row of a class whose answers were counted.</summary>
    public static ClassRow Of(string name, AnswerCounts counts) => new(name, counts.TruePositive + counts.FalseNegative, counts.Precision, counts.Recall, counts.F1);
}
