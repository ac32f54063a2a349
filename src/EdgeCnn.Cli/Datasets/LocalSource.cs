using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>A folder or archive that the user has: the raw files, the .gz files, or a tar archive of them.</summary>
/// <param name="path">The folder or file.</param>
public sealed class LocalSource(string path) : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => $"--from {path}";

    /// <inheritdoc/>
    public void Fetch(DatasetFetch fetch)
    {
        if (!Path.Exists(path))
            throw new EdgeCnnException("there is no such file or folder.", ExitCode.Device);
        new DatasetUnpacker(fetch).Unpack(Path.GetFullPath(path));
    }
}
