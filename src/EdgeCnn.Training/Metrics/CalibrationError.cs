namespace EdgeCnn.Training.Metrics;

/// <summary>How far confidence is from the share of right answers.</summary>
/// <remarks>
/// ECE = Σ_b n_b/n · |right_b − confidence_b| over bins of equal width, with the share of right answers and the mean confidence of each bin's n_b answers.
/// Range: 0 where a probability means what it says, up to 1. Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", §2, equation 3.
/// </remarks>
public static class CalibrationError
{
    /// <summary>The bins that the paper and most reports take.</summary>
    public const int UsualBins = 15;

    /// <summary>The expected calibration error.</summary>
    /// <param name="confidences">The probability of each answer, 0..1.</param>
    /// <param name="right">Whether the answer was right.</param>
    /// <param name="bins">Equal stretches of confidence.</param>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths.</exception>
    public static double Of(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = UsualBins) => Of(Bins(confidences, right, bins));

    /// <summary>The expected calibration error of answers that lie in bins already.</summary>
    public static double Of(IReadOnlyList<CalibrationBin> bins) => bins.Sum(bin => Math.Abs(bin.Right - bin.Confidence)) / bins.Sum(bin => bin.Count);

    /// <summary>Sorts answers into bins by their confidence.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{double}, IReadOnlyList{bool}, int)"/>
    public static CalibrationBin[] Bins(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = UsualBins)
    {
        ArgumentNullException.ThrowIfNull(confidences);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        if (confidences.Count == 0 || confidences.Count != right.Count)
            throw new ArgumentException($"Calibration needs one confidence for each answer, got {confidences.Count} for {right.Count}.", nameof(confidences));
        var binned = new CalibrationBin[bins];
        for (int i = 0; i < bins; i++)
            binned[i] = new CalibrationBin((double)i / bins, (i + 1.0) / bins);
        for (int i = 0; i < right.Count; i++)
        {
            // A bin takes its upper end: a confidence of 1 belongs to the last one.
            ref CalibrationBin bin = ref binned[Math.Clamp((int)Math.Ceiling(confidences[i] * bins) - 1, 0, bins - 1)];
            bin = bin with { Count = bin.Count + 1, Confidence = bin.Confidence + confidences[i], Right = bin.Right + (right[i] ? 1 : 0) };
        }

        return binned;
    }
}
