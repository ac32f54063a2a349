using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Puts a data set into a folder in its original layout, every file checked, all of them or none.</summary>
public static class DatasetInstaller
{
    private const string PartialPrefix = ".partial-";
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(6);

    /// <summary>Installs a data set; does nothing when its files are there and right.</summary>
    /// <param name="spec">The data set, see <see cref="DatasetCatalog.Find"/>.</param>
    /// <param name="directory">The folder for its files; made when missing.</param>
    /// <param name="from">A folder or archive of the user's that is taken instead of the other sources, or null.</param>
    /// <param name="progress">Hears about each step; called on this thread.</param>
    /// <param name="cancellation">Ends the installation and leaves the folder as it was.</param>
    /// <exception cref="EdgeCnnException">
    /// No source served: <see cref="ExitCode.BadData"/> when one delivered wrong data, else <see cref="ExitCode.Device"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was set.</exception>
    public static DatasetReport Install(DatasetSpec spec, string directory, string? from, IProgress<DatasetProgress>? progress, CancellationToken cancellation)
    {
        DatasetVerifier verifier = new(progress, cancellation);
        try
        {
            bool isNew = !Directory.Exists(directory);
            if (!isNew)
                RemoveLeftovers(directory);
            if (verifier.FindFault(spec.Files, directory) is null)
                return Report(spec, directory, source: null, []);
            Directory.CreateDirectory(directory);
            string partial = Path.Combine(directory, PartialPrefix + Guid.NewGuid().ToString("N")[..8]);
            try
            {
                return FetchFromFirst(spec, directory, partial, from, verifier, progress, cancellation);
            }
            finally
            {
                DeleteFolder(partial);
                if (isNew && !Directory.EnumerateFileSystemEntries(directory).Any())
                    Directory.Delete(directory);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"Cannot install {spec.Name} in '{directory}': {OneLine(error)} Check that the folder may be written and has room.", ExitCode.Device, error);
        }
    }

    private static DatasetReport FetchFromFirst(DatasetSpec spec, string directory, string partial, string? from, DatasetVerifier verifier,
        IProgress<DatasetProgress>? progress, CancellationToken cancellation)
    {
        List<string> failures = [];
        ExitCode exitCode = ExitCode.Device;
        // Who names files of their own wants those; another source behind their back would hide a typing error.
        IEnumerable<IDatasetSource> sources = from is null ? spec.Sources : [new LocalSource(from)];
        foreach (IDatasetSource source in sources)
        {
            cancellation.ThrowIfCancellationRequested();
            DeleteFolder(partial);
            string work = Directory.CreateDirectory(Path.Combine(partial, "work")).FullName;
            string staging = Directory.CreateDirectory(Path.Combine(partial, "files")).FullName;
            DatasetFetch fetch = new(spec, work, staging, progress, cancellation);
            try
            {
                source.Fetch(fetch);
                WriteOwnFiles(fetch);
                if (verifier.FindFault(spec.Files, staging) is { } fault)
                    throw new EdgeCnnException(fault);
                MoveFiles(spec, staging, directory);
                return Report(spec, directory, source.Name, failures);
            }
            catch (Exception error) when (error is EdgeCnnException or IOException or UnauthorizedAccessException)
            {
                failures.Add($"{source.Name}: {OneLine(error)}");
                if (error is EdgeCnnException { ExitCode: ExitCode.BadData })
                    exitCode = ExitCode.BadData;
            }
        }
        string tried = string.Join("\n  ", failures);
        throw new EdgeCnnException($"Cannot get {spec.Name}; tried\n  {tried}\nNext step: get the original files by other means and pass their folder or archive with --from PATH.", exitCode);
    }

    private static void WriteOwnFiles(DatasetFetch fetch)
    {
        foreach (DatasetFile file in fetch.Spec.Files)
        {
            if (file.Text is not null)
                File.WriteAllText(fetch.Place(file), file.Text);
        }
    }

    private static void MoveFiles(DatasetSpec spec, string staging, string directory)
    {
        foreach (DatasetFile file in spec.Files)
        {
            string target = Path.Combine(directory, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(staging, file.Path), target, overwrite: true);
        }
    }

    private static DatasetReport Report(DatasetSpec spec, string directory, string? source, IReadOnlyList<string> failures)
        => new(spec.Name, directory, [.. spec.Files.Select(file => file.Path)], spec.SizeBytes, source, failures);

    /// <summary>Removes what killed runs left; young folders may belong to a run that goes on beside this one.</summary>
    private static void RemoveLeftovers(string directory)
    {
        foreach (string folder in Directory.GetDirectories(directory, PartialPrefix + "*"))
        {
            try
            {
                if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > LeftoverAge)
                    DeleteFolder(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A leftover costs room but does not stop an installation.
            }
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string OneLine(Exception error) => error.Message.ReplaceLineEndings(" ");
}
