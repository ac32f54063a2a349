using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Page.Saving;

/// <summary>Pictures that somebody labelled, in a folder for each label, as training reads them. Their number and bytes are bounded.</summary>
/// <remarks>Threading: any thread; callers wait for each other.</remarks>
internal sealed class PictureStore
{
    private readonly Lock gate = new();
    private readonly string root;
    private readonly int mostPictures;
    private readonly long mostBytes;
    private int pictures;
    private long bytes;

    /// <summary>Opens or makes the folder and counts what is in it.</summary>
    /// <exception cref="EdgeCnnException">The folder cannot be made or read.</exception>
    public PictureStore(string root, int mostPictures, long mostBytes)
    {
        (this.root, this.mostPictures, this.mostBytes) = (Path.GetFullPath(root), mostPictures, mostBytes);
        try
        {
            Directory.CreateDirectory(this.root);
            foreach (FileInfo file in new DirectoryInfo(this.root).EnumerateFiles("*.png", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint }))
            {
                pictures++;
                bytes += file.Length;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"page: pictures cannot be stored in {this.root}: {error.Message.ReplaceLineEndings(" ")} Check the path and the rights, or leave --save out.", ExitCode.Device, error);
        }
    }

    /// <summary>Pictures that are stored.</summary>
    public int Pictures
    {
        get
        {
            lock (gate)
                return pictures;
        }
    }

    /// <summary>Stores a picture, in full or not at all.</summary>
    /// <param name="label">Any label; see <see cref="FolderName"/>.</param>
    /// <param name="png">The file.</param>
    /// <returns>Where it is below the folder, or why it is nowhere.</returns>
    public SavedPicture Save(string label, byte[] png)
    {
        if (!FolderName.TryMake(label, out string folder))
            return new SavedPicture(null, $"a label is 1 to {FolderName.MostLetters} letters, digits or signs");
        lock (gate)
        {
            if (pictures >= mostPictures || bytes + png.Length > mostBytes)
                return new SavedPicture(null, $"the folder is full: {pictures} of {mostPictures} pictures, {bytes >> 20} of {mostBytes >> 20} MB. Move them away and start the program anew");
            try
            {
                Directory.CreateDirectory(Path.Combine(root, folder));
                string name = FreeName(folder);
                AtomicFile.Write(Path.Combine(root, name), file => file.Write(png));
                pictures++;
                bytes += png.Length;
                return new SavedPicture(name, null);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or EdgeCnnException)
            {
                // The client learns the kind, not the board's paths.
                return new SavedPicture(null, error.GetBaseException() is UnauthorizedAccessException ? "the program may not write there" : "the board could not write it; perhaps its disk is full");
            }
        }
    }

    // Counts on where a board's clock went back or two pictures come in one millisecond.
    private string FreeName(string folder)
    {
        string stem = DateTime.UtcNow.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        for (int i = 0; ; i++)
        {
            string name = Path.Combine(folder, i == 0 ? $"{stem}.png" : $"{stem}-{i}.png");
            if (!File.Exists(Path.Combine(root, name)))
                return name;
        }
    }
}

/// <summary>Where a picture was stored, or why not.</summary>
internal readonly record struct SavedPicture(string? Name, string? Problem);
