using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Training.Data;

/// <summary>Pictures of a folder with one sub-folder for each class; or of a folder with train, val and test in it, which have these.</summary>
/// <remarks>
/// Classes and files are in the order of their names, character by character, so 10 stands before 2. Hidden files and folders are not looked at, files below a
/// class's own sub-folders are. A folder's classes are those of its training part. Nested, every folder with pictures in it is a class by itself, named by its path:
/// animal/cat.
/// </remarks>
public sealed class FolderDataset : FileDataset
{
    private static readonly EnumerationOptions Here = new();
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = false };

    private FolderDataset(string source, IReadOnlyList<string> labels, IReadOnlyList<PictureEntry> files)
        : base(source, labels, files, multilabel: false)
    {
    }

    /// <summary>The parts of a folder: those whose sub-folders it has, or only <see cref="DataPart.Train"/> if its sub-folders are classes.</summary>
    /// <exception cref="EdgeCnnException">The folder cannot be read.</exception>
    public static IReadOnlyList<DataPart> Parts(string directory) => [.. PartFolders(directory).Keys.Order()];

    /// <summary>Lists a folder and reads the heads of its pictures.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="part">Which part; a folder without parts gives the same set for each.</param>
    /// <param name="known">The classes that a model knows, in its order; null to take the sub-folders as they come. A '/' in a class is a '_' in its folder.</param>
    /// <param name="nested">True for classes that are paths of folders, a tree of labels.</param>
    /// <exception cref="EdgeCnnException">The folder is missing or empty, lacks the part, or a sub-folder is none of the known classes.</exception>
    public static FolderDataset Load(string directory, DataPart part = DataPart.Train, IReadOnlyList<string>? known = null, bool nested = false)
    {
        Dictionary<DataPart, string> parts = PartFolders(directory);
        string folder = parts.Count == 1 && parts.ContainsValue(directory) ? directory
            : parts.TryGetValue(part, out string? found) ? found
            : throw new EdgeCnnException($"{directory}: has no {part.ToString().ToLowerInvariant()} part, only {string.Join(" and ", parts.Values.Select(path => Path.GetFileName(path)))}. Make one beside it, or split the training part.");
        // What a network learns is named by the training part; a class that another part lacks keeps its number.
        known ??= parts.TryGetValue(DataPart.Train, out string? train) && train != folder ? [.. Classes(train, nested).Select(path => NameOf(train, path))] : null;
        string[] folders = Classes(folder, nested), names = [.. folders.Select(path => NameOf(folder, path))];
        int[] indices = known is null ? [.. Enumerable.Range(0, names.Length)] : Match(folder, names, known, nested);
        PictureEntry[] files = [.. folders.SelectMany((path, i) => Pictures(path, nested ? Here : Below).Select(file => new PictureEntry(file, [indices[i]])))];
        return files.Length > 0
            ? new FolderDataset(folder, known ?? names, files)
            : throw new EdgeCnnException($"{folder}: no pictures in its sub-folders. Expected files ending in {string.Join(", ", PictureFile.Extensions)}.");
    }

    private static Dictionary<DataPart, string> PartFolders(string directory)
    {
        string[] folders = SubFolders(directory);
        var parts = new Dictionary<DataPart, string>();
        foreach (string folder in folders)
        {
            // One folder of another name, and they are classes that happen to be called so.
            if (DataParts.Of(Path.GetFileName(folder)) is not { } part || !parts.TryAdd(part, folder))
                return new() { [DataPart.Train] = directory };
        }

        return parts.ContainsKey(DataPart.Train) && SubFolders(parts[DataPart.Train]).Length > 0 ? parts : new() { [DataPart.Train] = directory };
    }

    private static string NameOf(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string[] Classes(string folder, bool nested) => (nested ? [.. SubFolders(folder, Below).Where(path => Pictures(path, Here).Any())] : SubFolders(folder)) is { Length: > 0 } classes
        ? classes
        : throw new EdgeCnnException($"{folder}: no sub-folders; expected one for each class, with its pictures.");

    private static string[] SubFolders(string directory, EnumerationOptions? depth = null)
    {
        try
        {
            return [.. Directory.GetDirectories(directory, "*", depth ?? Here).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(directory, error);
        }
    }

    private static IEnumerable<string> Pictures(string folder, EnumerationOptions depth)
    {
        try
        {
            return [.. Directory.GetFiles(folder, "*", depth).Where(path => PictureFile.Extensions.Contains(Path.GetExtension(path).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(folder, error);
        }
    }

    private static int[] Match(string directory, string[] names, IReadOnlyList<string> known, bool nested)
    {
        // A label such as "T-shirt/top" cannot be a folder's name.
        string[] folders = [.. known.Select(label => nested ? label : label.Replace('/', '_'))];
        string[] unknown = [.. names.Except(folders).Select(name => $"'{name}'")];
        return unknown.Length == 0
            ? [.. names.Select(name => Array.IndexOf(folders, name))]
            : throw new EdgeCnnException($"{directory}: {string.Join(", ", unknown.Take(10))}{(unknown.Length > 10 ? " and more" : "")}: the model knows no such class. It knows {string.Join(", ", known.Take(20))}{(known.Count > 20 ? $" and {known.Count - 20} more" : "")}. Rename or move the folders.");
    }
}
