using System.Formats.Tar;
using System.IO.Compression;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Unpacks the gzipped tar archive of a package.</summary>
internal static class PackageArchive
{
    private const long MaxBytes = 1L << 30;

    /// <summary>Writes all files of the archive into one folder under their bare names, so that no path can lead out of it.</summary>
    /// <exception cref="EdgeCnnException">The archive is damaged, or unpacks to more than 1 GiB.</exception>
    public static void ExtractFlat(string archive, string folder, CancellationToken cancellation)
    {
        try
        {
            using FileStream file = File.OpenRead(archive);
            using GZipStream gzip = new(file, CompressionMode.Decompress);
            using TarReader tar = new(gzip);
            long total = 0;
            while (tar.GetNextEntry() is { } entry)
            {
                cancellation.ThrowIfCancellationRequested();
                string name = Path.GetFileName(entry.Name);
                if (entry.DataStream is null || name is "" or "." or "..")
                    continue;
                total += entry.Length;
                if (total > MaxBytes)
                    throw new EdgeCnnException($"'{Path.GetFileName(archive)}' unpacks to more than {MaxBytes} bytes.");
                using FileStream to = File.Create(Path.Combine(folder, name));
                entry.DataStream.CopyTo(to);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new EdgeCnnException($"'{Path.GetFileName(archive)}' is damaged: {error.Message}", ExitCode.BadData, error);
        }
    }
}
