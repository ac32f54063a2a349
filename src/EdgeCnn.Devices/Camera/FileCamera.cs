using System.Diagnostics;
using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Devices.Camera;

/// <summary>The pictures of a folder and its subfolders, in the order of their paths; a subfolder's name is the truth of its pictures.</summary>
/// <remarks>Small folders are decoded once and kept, so that a loop over them allocates nothing.</remarks>
public sealed class FileCamera : ICamera
{
    private const long KeepBytes = 64 << 20;
    private readonly string directory;
    private readonly (string Path, string? Truth)[] files; // paths below the directory
    private readonly Image?[] kept;
    private readonly CameraPacing pacing;
    private readonly bool loop;
    private long keptBytes;
    private int index;
    private long number;

    /// <summary>Lists a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="loop">True to begin again after the last picture.</param>
    /// <param name="framesPerSecond">0 for as fast as they are taken.</param>
    /// <exception cref="EdgeCnnException">The folder is missing or holds no pictures.</exception>
    public FileCamera(string directory, bool loop = false, double framesPerSecond = 0)
    {
        this.directory = directory;
        this.loop = loop;
        pacing = new CameraPacing(framesPerSecond);
        files = [.. List(directory)];
        if (files.Length == 0)
            throw new EdgeCnnException($"camera files:{directory}: the folder holds no pictures. Expected files ending in {string.Join(", ", PictureFile.Extensions)}.");
        kept = new Image?[files.Length];
    }

    /// <inheritdoc/>
    public string Description => $"files:{directory}";

    /// <inheritdoc/>
    public bool TryCapture(Frame frame, CancellationToken cancellation)
    {
        if ((index == files.Length && !loop) || !pacing.Wait(cancellation))
            return false;
        index %= files.Length;
        Image image = kept[index] ?? Read(index);
        frame.CopyFrom(image.View);
        frame.CapturedAt = Stopwatch.GetTimestamp();
        frame.Number = ++number;
        (frame.Source, frame.Truth) = files[index++];
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static IEnumerable<(string Path, string? Truth)> List(string directory)
    {
        try
        {
            return Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
                .Where(path => PictureFile.Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
                .Select(path => Path.GetRelativePath(directory, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(path => (path, Path.GetDirectoryName(path) is { Length: > 0 } folder ? Path.GetFileName(folder) : null));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead($"camera files:{directory}", error);
        }
    }

    private Image Read(int at)
    {
        Image image = PictureFile.Read(Path.Combine(directory, files[at].Path));
        if (keptBytes + image.Pixels.Length <= KeepBytes)
        {
            kept[at] = image;
            keptBytes += image.Pixels.Length;
        }

        return image;
    }
}
