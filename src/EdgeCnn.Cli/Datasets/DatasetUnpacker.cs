using System.Formats.Tar;
using System.IO.Compression;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>
/// Finds a data set's files by their names in folders and archives and writes them to their places: as they are, with gzip
/// (<c>.gz</c>), and in tar archives (<c>.tar</c>, <c>.tar.gz</c>, <c>.tgz</c>) of both.
/// </summary>
internal sealed class DatasetUnpacker(DatasetFetch fetch)
{
    /// <summary>Unpacks everything of use in a file, or in a folder and the folders below it.</summary>
    /// <exception cref="EdgeCnnException">An archive or a compressed file is damaged.</exception>
    public void Unpack(string path)
    {
        if (File.Exists(path))
        {
            UnpackFile(path);
            return;
        }
        EnumerationOptions options = new() { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
        string own = Path.GetFullPath(Path.Combine(fetch.Staging, ".."));
        foreach (string file in Directory.EnumerateFiles(path, "*", options).Order(StringComparer.Ordinal))
        {
            // The folder that the user names may be the one in which the data set is being installed.
            if (!Path.GetFullPath(file).StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal) || path.StartsWith(own, StringComparison.Ordinal))
                UnpackFile(file);
        }
    }

    private void UnpackFile(string path)
    {
        fetch.Cancellation.ThrowIfCancellationRequested();
        string name = Path.GetFileName(path);
        bool isGzipTar = name.EndsWith(".tar.gz", StringComparison.Ordinal) || name.EndsWith(".tgz", StringComparison.Ordinal);
        if (!isGzipTar && !name.EndsWith(".tar", StringComparison.Ordinal) && FindWanted(name) is null)
            return;
        fetch.Report($"unpack {name}");
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (isGzipTar)
            {
                using GZipStream gzip = new(stream, CompressionMode.Decompress);
                UnpackTar(gzip);
            }
            else if (name.EndsWith(".tar", StringComparison.Ordinal))
                UnpackTar(stream);
            else
                UnpackOne(name, stream);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new EdgeCnnException($"'{path}' is damaged: {error.Message}", ExitCode.BadData, error);
        }
    }

    private void UnpackTar(Stream stream)
    {
        using TarReader tar = new(stream);
        while (tar.GetNextEntry() is { } entry)
        {
            fetch.Cancellation.ThrowIfCancellationRequested();
            if (entry.DataStream is not null)
                UnpackOne(Path.GetFileName(entry.Name), entry.DataStream);
        }
    }

    private void UnpackOne(string name, Stream stream)
    {
        if (FindWanted(name) is not { } file)
            return;
        string place = fetch.Place(file);
        // Only the name of a wanted file is used, never a path from an archive. The first one found wins.
        if (File.Exists(place))
            return;
        if (name != file.Name)
        {
            using GZipStream gzip = new(stream, CompressionMode.Decompress);
            Copy(gzip, file, place);
        }
        else
            Copy(stream, file, place);
    }

    private DatasetFile? FindWanted(string name)
        => fetch.Spec.Files.FirstOrDefault(file => file.Text is null && (name == file.Name || name == file.Name + ".gz"));

    private void Copy(Stream from, DatasetFile file, string place)
    {
        using FileStream to = new(place, FileMode.CreateNew);
        byte[] buffer = new byte[1 << 20];
        long done = 0;
        int count;
        // One byte too many shows that the file is wrong; a hostile archive could go on for ever.
        while (done <= file.SizeBytes && (count = from.Read(buffer)) > 0)
        {
            fetch.Cancellation.ThrowIfCancellationRequested();
            to.Write(buffer, 0, count);
            done += count;
        }
        to.Flush(flushToDisk: true);
    }
}
