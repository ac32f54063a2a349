namespace EdgeCnn.Training.Metrics;

/// <summary>How a yes-or-no question was answered: is it this class, or not?</summary>
/// <remarks>
/// Precision = TP/(TP + FP), recall = TP/(TP + FN), F1 = 2·TP/(2·TP + FP + FN), their harmonic mean; NaN where nothing is counted.
/// Source: van Rijsbergen 1979, "Information Retrieval", chapter 7.
/// </remarks>
/// <param name="TruePositive">Said yes, and it is.</param>
/// <param name="FalsePositive">Said yes, and it is not.</param>
/// <param name="FalseNegative">Said no, and it is.</param>
public readonly record struct AnswerCounts(long TruePositive, long FalsePositive, long FalseNegative)
{
    /// <summary>Of the pictures called so, the share that are.</summary>
    public double Precision => (double)TruePositive / (TruePositive + FalsePositive);

    /// <summary>Of the pictures that are, the share called so.</summary>
    public double Recall => (double)TruePositive / (TruePositive + FalseNegative);

    /// <summary>The harmonic mean of the two.</summary>
    public double F1 => 2.0 * TruePositive / ((2 * TruePositive) + FalsePositive + FalseNegative);

    /// <summary>Both together: over all classes, the counts of the micro average.</summary>
    public static AnswerCounts operator +(AnswerCounts a, AnswerCounts b) =>
        new(a.TruePositive + b.TruePositive, a.FalsePositive + b.FalsePositive, a.FalseNegative + b.FalseNegative);

    /// <summary>The macro average: the mean of a figure over the classes that have one; NaN if none has.</summary>
    /// <remarks>A class with neither a picture nor an answer has no F1 and is left out.</remarks>
    public static double Macro(IEnumerable<AnswerCounts> classes, Func<AnswerCounts, double> figure) =>
        classes.Select(figure).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The counts of the micro average: every answer weighs the same.</summary>
    public static AnswerCounts Micro(IEnumerable<AnswerCounts> classes) => classes.Aggregate(default(AnswerCounts), (a, b) => a + b);
}
