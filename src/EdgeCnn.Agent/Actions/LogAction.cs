namespace EdgeCnn.Agent.Actions;

/// <summary>Appends events to a file of JSON lines; at a size it becomes NAME.1, that one NAME.2 and so on, and the last is deleted.</summary>
/// <remarks>
/// Each line is one write. Without `sync` the kernel decides when it reaches the medium (mostly within 30 seconds), which spares
/// an SD card; with it each line is forced there first. A line that could not be written whole, for example on a full disk, is taken back and lost.
/// </remarks>
/// <param name="name">What it is, for people.</param>
/// <param name="filter">The changes that it wants.</param>
/// <param name="text">Writes events.</param>
/// <param name="path">The file; its folder is made if it is missing.</param>
/// <param name="maxBytes">The size of a file.</param>
/// <param name="files">How many files are kept, with the one that grows.</param>
/// <param name="sync">True to force each line to the medium.</param>
internal sealed class LogAction(string name, EventFilter filter, EventText text, string path, long maxBytes, int files, bool sync) : IAction
{
    private FileStream? file;
    private long length;

    public string Name => name;

    public EventFilter Filter => filter;

    public void Run(in ActionEvent next, CancellationToken stop)
    {
        ReadOnlySpan<byte> line = text.Write(next, line: true).Span;
        file ??= Open();
        if (length > 0 && length + line.Length > maxBytes)
            Rotate();
        try
        {
            file!.Write(line);
            if (sync)
                file.Flush(flushToDisk: true);
            length += line.Length;
        }
        catch
        {
            Discard();
            throw;
        }
    }

    public void Dispose() => file?.Dispose();

    private FileStream Open()
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        // No buffer: a line is in the file or it is not.
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        length = opened.Seek(0, SeekOrigin.End);
        // A power cut may have left half a line.
        if (length > 0)
        {
            opened.Seek(-1, SeekOrigin.End);
            if (opened.ReadByte() != '\n')
            {
                opened.Write("\n"u8);
                length++;
            }
        }

        return opened;
    }

    private void Rotate()
    {
        file!.Dispose();
        file = null;
        for (int i = files - 1; i > 0; i--)
        {
            string from = i == 1 ? path : $"{path}.{i - 1}";
            if (File.Exists(from))
                File.Move(from, $"{path}.{i}", overwrite: true);
        }

        if (files == 1)
            File.Delete(path);
        file = Open();
    }

    private void Discard()
    {
        try
        {
            file?.SetLength(length);
        }
        catch (IOException)
        {
            // The next event opens the file anew and ends the broken line.
        }

        file?.Dispose();
        file = null;
    }
}
