namespace EdgeCnn.Cli.Sweeps;

/// <summary>A run of a sweep that diverged, which says something about its variant too.</summary>
/// <param name="Variant">Its variant.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Reason">What became of it, and what to try.</param>
internal sealed record SweepFailure(SweepVariant Variant, long Seed, string Reason);
