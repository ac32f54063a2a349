using EdgeCnn.Graph;
using EdgeCnn.Imaging;
using EdgeCnn.Imaging.Files;
using EdgeCnn.Training.Data;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Pictures of a folder with one sub-folder for each class; a picture is read when it is asked for.</summary>
/// <remarks>Classes and files are in the order of their names, character by character, so 10 stands before 2.</remarks>
internal sealed class FolderDataset : IDataset
{
    private readonly (string Path, int Label)[] files;

    private FolderDataset(IReadOnlyList<string> labels, (string Path, int Label)[] files)
    {
        Labels = labels;
        this.files = files;
    }

    /// <inheritdoc/>
    public int Count => files.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Lists a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="known">The classes that a model knows, in its order; null to take the sub-folders as they come.</param>
    /// <exception cref="EdgeCnnException">The folder is missing or empty, or a sub-folder is none of the known classes.</exception>
    public static FolderDataset Load(string directory, IReadOnlyList<string>? known)
    {
        try
        {
            string[] folders = [.. Directory.GetDirectories(directory).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)];
            if (folders.Length == 0)
                throw new EdgeCnnException($"{directory}: no sub-folders; expected one for each class, with its pictures.");
            string[] names = [.. folders.Select(path => Path.GetFileName(path))];
            IReadOnlyList<string> labels = known ?? names;
            int[] indices = known is null ? [.. Enumerable.Range(0, names.Length)] : Match(directory, names, known);
            var files = folders.SelectMany((folder, i) => Pictures(folder).Select(path => (path, indices[i]))).ToArray();
            return files.Length > 0
                ? new FolderDataset(labels, files)
                : throw new EdgeCnnException($"{directory}: no pictures in its sub-folders. Expected files ending in {string.Join(", ", PictureFile.Extensions)}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(directory, error);
        }
    }

    /// <summary>The file of a picture.</summary>
    public string PathOf(int index) => files[index].Path;

    /// <inheritdoc/>
    /// <exception cref="EdgeCnnException">The file is damaged or of a kind that is not read.</exception>
    public ImageView Picture(int index) => PictureFile.Read(files[index].Path).View;

    /// <inheritdoc/>
    public int Label(int index) => files[index].Label;

    private static IEnumerable<string> Pictures(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => PictureFile.Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
            .Order(StringComparer.Ordinal);

    private static int[] Match(string directory, string[] names, IReadOnlyList<string> known)
    {
        // A label such as "T-shirt/top" cannot be a folder's name.
        string[] folders = [.. known.Select(label => label.Replace('/', '_'))];
        string[] unknown = [.. names.Except(folders).Select(name => $"'{name}'")];
        return unknown.Length == 0
            ? [.. names.Select(name => Array.IndexOf(folders, name))]
            : throw new EdgeCnnException($"{directory}: {string.Join(", ", unknown.Take(10))}{(unknown.Length > 10 ? " and more" : "")}: the model knows no such class. It knows {string.Join(", ", known.Take(20))}{(known.Count > 20 ? $" and {known.Count - 20} more" : "")}. Rename or move the folders.");
    }
}
