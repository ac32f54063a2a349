namespace EdgeCnn.Cli.Runs;

/// <summary>A run's int8 model in numbers.</summary>
/// <param name="Model">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Samples">Training pictures that it was calibrated with.</param>
/// <param name="Top1">Share of test pictures that it has right.</param>
/// <param name="Metrics">All its figures on them.</param>
internal sealed record RunInt8(string Model, long Bytes, int Samples, double Top1, IReadOnlyDictionary<string, object> Metrics);
