namespace EdgeCnn.Agent.Benchmarks;

/// <summary>Order statistics of equal runs, microseconds; a percentile is the nearest rank.</summary>
/// <param name="Runs">How many.</param>
/// <param name="MinUs">The shortest.</param>
/// <param name="P50Us">Half of the runs took at most this.</param>
/// <param name="P95Us">95 of 100 runs took at most this.</param>
/// <param name="P99Us">99 of 100 runs took at most this.</param>
/// <param name="MaxUs">The longest.</param>
/// <param name="MeanUs">Their mean.</param>
internal sealed record TimeSummary(long Runs, double MinUs, double P50Us, double P95Us, double P99Us, double MaxUs, double MeanUs);
