using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>A package that the apt client of this machine fetches. It is unpacked, not installed, so no root is needed.</summary>
/// <param name="package">The package's name.</param>
public sealed class AptSource(string package) : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => $"apt package {package}";

    /// <inheritdoc/>
    public void Fetch(DatasetFetch fetch)
    {
        fetch.Report($"fetch {Name}");
        ChildProgram.Run("apt-get", ["download", package], fetch.Work, fetch.Cancellation);
        string[] archives = Directory.GetFiles(fetch.Work, "*.deb");
        if (archives.Length == 0)
            throw new EdgeCnnException("apt-get wrote no package file.", ExitCode.Device);
        string unpacked = Path.Combine(fetch.Work, "unpacked");
        ChildProgram.Run("dpkg-deb", ["-x", archives[0], unpacked], fetch.Work, fetch.Cancellation);
        new DatasetUnpacker(fetch).Unpack(unpacked);
    }
}
