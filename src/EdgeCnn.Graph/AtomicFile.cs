namespace EdgeCnn.Graph;

/// <summary>Writes files that are there in full or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name beside <paramref name="path"/>, flushes it to the disk and renames it, which
    /// replaces an older file of that name. After an error the older file is as it was and the temporary one is gone.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the contents to a seekable stream; what it throws is passed on.</param>
    /// <exception cref="EdgeCnnException">The folder is missing, closed to the user or full (<see cref="ExitCode.Device"/>).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string temporary = $"{path}.tmp-{Guid.NewGuid():N}";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error)
        {
            Discard(temporary);
            // The last one is what .NET makes of a file that grows beyond what its file system or the process may have.
            if (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" })
            {
                string reason = error.Message.ReplaceLineEndings(" ");
                throw new EdgeCnnException($"Cannot write '{path}': {reason} Check that the folder exists, may be written and has room.", ExitCode.Device, error);
            }
            throw;
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here says more than a second one about the leftover.
        }
    }
}
