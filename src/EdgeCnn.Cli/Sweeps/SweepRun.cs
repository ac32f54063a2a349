using EdgeCnn.Cli.Runs;
using EdgeCnn.Training;

namespace EdgeCnn.Cli.Sweeps;

/// <summary>A finished run of a sweep.</summary>
/// <param name="Variant">Its variant.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Folder">Its folder below the sweep's.</param>
/// <param name="Document">Its numbers.</param>
/// <param name="History">Its epochs.</param>
internal sealed record SweepRun(SweepVariant Variant, long Seed, string Folder, RunDocument Document, IReadOnlyList<EpochResult> History);
