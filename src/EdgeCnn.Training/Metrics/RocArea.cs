namespace EdgeCnn.Training.Metrics;

/// <summary>The area under the ROC curve: the chance that a positive has a higher score than a negative, ties counted half.</summary>
/// <remarks>
/// AUC = (R − p·(p + 1)/2) / (p·q) with p positives, q negatives and R the sum of the positives' ranks, where equal scores share the mean of their ranks.
/// Source: Mann and Whitney 1947, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other"; Hanley and McNeil 1982.
/// </remarks>
public static class RocArea
{
    /// <summary>The area, 0..1; NaN if there are only positives or only negatives.</summary>
    /// <param name="scores">Higher means more likely positive; none may be NaN.</param>
    /// <param name="positive">The truth.</param>
    /// <exception cref="ArgumentException">Lists of different lengths, or a score that is no number.</exception>
    public static double Of(IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(positive);
        if (scores.Count != positive.Count || scores.Any(double.IsNaN))
            throw new ArgumentException($"A ROC area needs one score for each answer, got {scores.Count} for {positive.Count}, and none may be NaN.", nameof(scores));
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderBy(i => scores[i])];
        double positives = 0, ranks = 0;
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && scores[order[end]] == scores[order[first]];)
                end++;
            int here = order[first..end].Count(i => positive[i]);
            positives += here;
            // Ranks count from 1: those of the group are first + 1 .. end.
            ranks += here * ((first + 1 + end) / 2.0);
        }

        double negatives = order.Length - positives;
        return (ranks - (positives * (positives + 1) / 2)) / (positives * negatives);
    }
}
