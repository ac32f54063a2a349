namespace EdgeCnn.Training.Plots.Curves;

/// <summary>The share of true yes answers over that of false ones, as the threshold falls.</summary>
/// <remarks>Source: Fawcett 2006, "An introduction to ROC analysis", algorithms 1 and 2; equal scores make one step.</remarks>
internal static class RocCurve
{
    /// <summary>The corners of the curve from (0, 0) to (1, 1).</summary>
    /// <exception cref="ArgumentException">Lists of different lengths, or only one kind of answer.</exception>
    public static IReadOnlyList<(double False, double True)> Of(RocSeries series)
    {
        int positives = series.Positive.Count(positive => positive), negatives = series.Positive.Count - positives;
        if (series.Scores.Count != series.Positive.Count || positives == 0 || negatives == 0)
            throw new ArgumentException($"ROC of '{series.Name}' needs scores of both kinds, got {series.Scores.Count} scores, {positives} positive and {negatives} negative.", nameof(series));
        List<(double, double)> corners = [(0, 0)];
        int trueYes = 0, falseYes = 0;
        foreach (var group in Enumerable.Range(0, series.Scores.Count).GroupBy(i => series.Scores[i]).OrderByDescending(group => group.Key))
        {
            trueYes += group.Count(i => series.Positive[i]);
            falseYes += group.Count(i => !series.Positive[i]);
            corners.Add(((double)falseYes / negatives, (double)trueYes / positives));
        }

        return corners;
    }
}
