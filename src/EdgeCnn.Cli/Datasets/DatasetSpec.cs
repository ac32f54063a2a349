namespace EdgeCnn.Cli.Datasets;

/// <summary>What a data set consists of and where it can be had.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Files">All files of its original layout.</param>
/// <param name="Sources">Where to get it, first choice first.</param>
public sealed record DatasetSpec(string Name, IReadOnlyList<DatasetFile> Files, IReadOnlyList<IDatasetSource> Sources)
{
    /// <summary>The size of all files together.</summary>
    public long SizeBytes => Files.Sum(file => file.SizeBytes);
}
