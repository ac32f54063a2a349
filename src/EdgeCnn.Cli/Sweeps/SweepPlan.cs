namespace EdgeCnn.Cli.Sweeps;

/// <summary>Variants that are trained one after another, each with every seed.</summary>
/// <param name="Title">What is compared.</param>
/// <param name="Common">The settings that all share unless they say otherwise.</param>
/// <param name="Variants">In the file's order.</param>
/// <param name="Seeds">At least one.</param>
internal sealed record SweepPlan(string Title, IReadOnlyList<SweepWord> Common, IReadOnlyList<SweepVariant> Variants, IReadOnlyList<long> Seeds)
{
    /// <summary>The folder of a run.</summary>
    public static string FolderOf(SweepVariant variant, long seed) => $"{variant.Folder}-seed{seed}";
}
