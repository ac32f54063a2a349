namespace EdgeCnn.Cli.Datasets;

/// <summary>What an installation did.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Directory">The folder in which it lies.</param>
/// <param name="Files">The files' paths below the folder.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="Source">Where they came from, or null where they were there already.</param>
/// <param name="FailedSources">Why the sources that were tried before it did not serve, one line each.</param>
public sealed record DatasetReport(string Name, string Directory, IReadOnlyList<string> Files, long Bytes, string? Source, IReadOnlyList<string> FailedSources)
{
    /// <summary>Whether all files were there and right, so that nothing was fetched.</summary>
    public bool AlreadyThere => Source is null;
}
