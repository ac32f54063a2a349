namespace EdgeCnn.Cli.Datasets;

/// <summary>What a source needs to know to fetch a data set once.</summary>
/// <param name="Spec">The data set.</param>
/// <param name="Work">An existing, empty folder for downloads and unpacked archives; removed by the caller.</param>
/// <param name="Staging">An existing, empty folder for the finished files, each at its <see cref="DatasetFile.Path"/>.</param>
/// <param name="Progress">Hears about each step.</param>
/// <param name="Cancellation">Ends the fetch early.</param>
public sealed record DatasetFetch(DatasetSpec Spec, string Work, string Staging, IProgress<DatasetProgress>? Progress, CancellationToken Cancellation)
{
    /// <summary>The place of a finished file; its folder is there afterwards.</summary>
    public string Place(DatasetFile file)
    {
        string path = Path.Combine(Staging, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Tells what is being done.</summary>
    public void Report(string step, long doneBytes = 0, long totalBytes = 0) => Progress?.Report(new DatasetProgress(step, doneBytes, totalBytes));
}
