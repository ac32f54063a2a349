using System.Collections.Concurrent;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Training.Data;

/// <summary>
/// Pictures in files of their own. Opening reads the head of each file, several at a time, and leaves out what has none; a picture is decoded when
/// it is asked for and not kept, so memory does not grow with the set.
/// </summary>
/// <remarks>
/// Order and count do not depend on threads: files keep the order in which they were listed. A file that turns out to be damaged when it is decoded keeps
/// its index, throws <see cref="UnreadablePictureException"/> each time, and is told in <see cref="Unreadable"/>; when a tenth of the
/// set (and more than ten files) has gone that way, the error is one that ends a run, unless it goes on anyway: the disk may be gone.
/// Threading: every member may be called from several threads at once.
/// </remarks>
public abstract class FileDataset : IDataset
{
    private const int FewUnreadable = 10;
    private const double TooManyUnreadable = 0.1;

    private readonly string source;
    private readonly PictureEntry[] entries;
    private readonly PictureInfo[] infos;
    private readonly UnreadablePicture[] withoutHead;
    private readonly ConcurrentDictionary<int, UnreadablePicture> damaged = [];
    private volatile bool goesOn;

    /// <summary>Reads the heads.</summary>
    /// <param name="source">The set's name in errors.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="listed">The files in their order.</param>
    /// <param name="multilabel">Whether a picture may have none or several of the classes.</param>
    /// <exception cref="EdgeCnnException">Not a single file can be read.</exception>
    private protected FileDataset(string source, IReadOnlyList<string> labels, IReadOnlyList<PictureEntry> listed, bool multilabel)
    {
        (this.source, Labels, IsMultilabel) = (source, labels, multilabel);
        var read = new PictureInfo[listed.Count];
        var faults = new UnreadablePicture?[listed.Count];
        Parallel.For(0, listed.Count, i => faults[i] = ReadHead(listed[i].Path, out read[i]));
        int[] good = [.. Enumerable.Range(0, listed.Count).Where(i => faults[i] is null)];
        entries = [.. good.Select(i => listed[i])];
        infos = [.. good.Select(i => read[i])];
        withoutHead = [.. faults.OfType<UnreadablePicture>()];
        if (good.Length == 0)
            throw new EdgeCnnException($"{source}: none of its {listed.Count} pictures can be read; the first error is: {withoutHead[0].Reason}");
    }

    /// <inheritdoc/>
    public int Count => entries.Length;

    /// <inheritdoc/>
    public bool ReadsFiles => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether a picture may have none or several of the classes.</summary>
    public bool IsMultilabel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<UnreadablePicture> Unreadable => [.. withoutHead, .. damaged.OrderBy(entry => entry.Key).Select(entry => entry.Value)];

    /// <summary>The file of a picture.</summary>
    public string PathOf(int index) => entries[index].Path;

    /// <summary>What the head of its file says.</summary>
    public PictureInfo InfoOf(int index) => infos[index];

    /// <inheritdoc/>
    public string NameOf(int index) => entries[index].Path;

    /// <inheritdoc/>
    public int Label(int index) => entries[index].Labels is [int first, ..] ? first : -1;

    /// <inheritdoc/>
    public IReadOnlyList<int> LabelsOf(int index) => entries[index].Labels;

    /// <inheritdoc/>
    public void GoOnAnyway() => goesOn = true;

    /// <inheritdoc/>
    /// <exception cref="EdgeCnnException">Too many of the set cannot be read.</exception>
    public ImageView Picture(int index)
    {
        string path = entries[index].Path;
        if (damaged.TryGetValue(index, out UnreadablePicture? known))
            throw new UnreadablePictureException(new EdgeCnnException(known.Reason));
        try
        {
            return PictureFile.Read(path).View;
        }
        catch (EdgeCnnException error)
        {
            damaged[index] = new UnreadablePicture(path, error.Message);
            if (!goesOn && damaged.Count > Math.Max(FewUnreadable, TooManyUnreadable * Count))
                throw new EdgeCnnException($"{source}: {damaged.Count} of its {Count} pictures could be listed but not read, too many to go on without them. Is the disk still there? If so, 'edgecnn data check' lists them, to be copied again or removed. The last error is: {error.Message}", error.ExitCode, error);
            throw new UnreadablePictureException(error);
        }
    }

    private static UnreadablePicture? ReadHead(string path, out PictureInfo info)
    {
        try
        {
            info = PictureFile.ReadInfo(path);
            return null;
        }
        catch (EdgeCnnException error)
        {
            info = default;
            return new UnreadablePicture(path, error.Message);
        }
    }
}
