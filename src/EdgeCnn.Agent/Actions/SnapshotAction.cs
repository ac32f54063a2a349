using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent.Actions;

/// <summary>Keeps pictures of events as JPEG files in a folder; the oldest are removed when there are too many.</summary>
/// <remarks>Only files named as this action names them are counted and removed. A file appears whole or not at all.</remarks>
internal sealed class SnapshotAction : IPictureAction
{
    private const int Quality = 85;
    private readonly IReadOnlyList<string> labels;
    private readonly SnapshotSettings settings;
    private readonly long interval;
    private readonly Func<long> clock;
    private readonly Frame picture = new();
    private readonly PictureJpeg jpeg = new(Quality);
    private readonly ArrayBufferWriter<byte> buffer = new(16384);
    private Queue<(string Path, long Bytes)>? kept;
    private long keptBytes;
    private long lastAt;
    private int held; // 1 while the picture waits or is written

    /// <param name="name">What it is, for people.</param>
    /// <param name="filter">The changes that it wants.</param>
    /// <param name="labels">The model's labels, for file names.</param>
    /// <param name="settings">Folder and quota.</param>
    /// <param name="clock">Ticks of the stopwatch; others in tests.</param>
    public SnapshotAction(string name, EventFilter filter, IReadOnlyList<string> labels, SnapshotSettings settings, Func<long>? clock = null)
    {
        (Name, Filter, this.labels, this.settings) = (name, filter, labels, settings);
        this.clock = clock ?? Stopwatch.GetTimestamp;
        interval = (long)(settings.EverySeconds * Stopwatch.Frequency);
        lastAt = -interval;
    }

    public string Name { get; }

    public EventFilter Filter { get; }

    public bool TryOffer(Frame picture)
    {
        long now = clock();
        if (now - lastAt < interval || Interlocked.CompareExchange(ref held, 1, 0) != 0)
            return false;
        this.picture.CopyFrom(picture.View);
        lastAt = now;
        return true;
    }

    public void Run(in ActionEvent next, CancellationToken stop)
    {
        try
        {
            buffer.ResetWrittenCount();
            jpeg.Write(picture, buffer);
            Keep(FileName(next), buffer.WrittenSpan);
        }
        finally
        {
            Volatile.Write(ref held, 0);
        }
    }

    public void Dispose()
    {
    }

    private void Keep(string name, ReadOnlySpan<byte> content)
    {
        kept ??= List();
        // Room first: a quota that is exceeded for a moment may be a full disk.
        while (kept.Count > 0 && (kept.Count >= settings.MaxFiles || keptBytes + content.Length > settings.MaxBytes))
        {
            (string oldest, long bytes) = kept.Dequeue();
            File.Delete(oldest);
            keptBytes -= bytes;
        }

        if (content.Length > settings.MaxBytes)
            throw new IOException($"a picture of {content.Length} bytes is above the quota of {settings.MaxBytes}");
        string path = Path.Combine(settings.Folder, name), part = $"{path}.part";
        try
        {
            File.WriteAllBytes(part, content);
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        kept.Enqueue((path, content.Length));
        keptBytes += content.Length;
    }

    // Names begin with the time, so their order is that of the pictures.
    private Queue<(string Path, long Bytes)> List()
    {
        Directory.CreateDirectory(settings.Folder);
        foreach (FileInfo rest in new DirectoryInfo(settings.Folder).EnumerateFiles("edgecnn-*.jpg.part"))
            rest.Delete();
        FileInfo[] found = [.. new DirectoryInfo(settings.Folder).EnumerateFiles("edgecnn-*.jpg").OrderBy(file => file.Name, StringComparer.Ordinal)];
        keptBytes = found.Sum(file => file.Length);
        return new Queue<(string, long)>(found.Select(file => (file.FullName, file.Length)));
    }

    private string FileName(in ActionEvent next)
    {
        // A label is anybody's text; of it a file name gets letters and digits.
        string label = new([.. next.Change.NameIn(labels).Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        return string.Create(CultureInfo.InvariantCulture, $"edgecnn-{next.Time:yyyyMMdd'T'HHmmss.fff'Z'}-{next.Frame:D8}-{label}{(next.Change.Entered ? "" : "-left")}.jpg");
    }
}

/// <summary>Where pictures are kept, and how many.</summary>
/// <param name="Folder">The folder; made if it is missing.</param>
/// <param name="MaxFiles">The most files.</param>
/// <param name="MaxBytes">The most bytes.</param>
/// <param name="EverySeconds">The least time between two pictures.</param>
internal sealed record SnapshotSettings(string Folder, int MaxFiles, long MaxBytes, double EverySeconds);
