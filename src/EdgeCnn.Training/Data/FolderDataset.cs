using System.IO.Enumeration;
using EdgeCnn.Graph;
using EdgeCnn.Imaging.Files;

namespace EdgeCnn.Training.Data;

/// <summary>Pictures of a folder with one sub-folder for each class; or of a folder with train, val and test in it, which have these.</summary>
/// <remarks>
/// Classes and files are in the order of their names, character by character, so 10 stands before 2. Hidden files and folders are not looked at, files below a
/// class's own sub-folders are, also through links that do not lead up again. Beside parts there may be folders without pictures. A folder's classes are those of its training part. Nested, every folder with pictures in it is a class by itself, named by its path:
/// animal/cat.
/// </remarks>
public sealed class FolderDataset : FileDataset
{
    // What archives of macOS leave.
    private const string Leftover = "__MACOSX";
    private static readonly string[] OtherKinds = [".avif", ".gif", ".heic", ".tif", ".tiff", ".webp"];
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = false };
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
        PictureEntry[] files = [.. folders.SelectMany((path, i) => Pictures(path, deep: !nested).Select(file => new PictureEntry(file, [indices[i]])))];
        return files.Length > 0
            ? new FolderDataset(folder, known ?? names, files)
            : throw new EdgeCnnException($"{folder}: no pictures in its sub-folders. Expected files ending in {string.Join(", ", PictureFile.Extensions)}.");
    }

    private static Dictionary<DataPart, string> PartFolders(string directory)
    {
        var parts = new Dictionary<DataPart, string>();
        List<string> others = [];
        foreach (string folder in SubFolders(directory))
        {
            if (DataParts.Of(Path.GetFileName(folder)) is not { } part || !parts.TryAdd(part, folder))
                others.Add(folder);
        }

        // Classes may happen to be called so.
        if (!parts.TryGetValue(DataPart.Train, out string? train) || SubFolders(train).Length == 0)
            return new() { [DataPart.Train] = directory };
        if (others.FirstOrDefault(folder => Pictures(folder, deep: true).Any()) is not { } odd)
            return parts;
        return parts.Count > 1
            ? throw new EdgeCnnException($"{directory}: has the parts {string.Join(" and ", parts.Values.Select(path => Path.GetFileName(path)))}, and beside them {Path.GetFileName(odd)} with pictures, which is no part or one that is there already. Move it elsewhere.")
            : new() { [DataPart.Train] = directory };
    }

    private static string NameOf(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string[] Classes(string folder, bool nested) => (nested ? [.. SubFolders(folder, deep: true).Where(path => Pictures(path, deep: false).Any())] : SubFolders(folder)) is { Length: > 0 } classes
        ? classes
        : throw new EdgeCnnException($"{folder}: no sub-folders; expected one for each class, with its pictures.");

    private static string[] SubFolders(string directory, bool deep = false)
    {
        try
        {
            return [.. Listed(directory, deep, folders: true).Where(path => Path.GetFileName(path) != Leftover).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(directory, error);
        }
    }

    // Those of kinds that are not read too, so that they are told as unreadable and not passed over.
    private static IEnumerable<string> Pictures(string folder, bool deep)
    {
        try
        {
            return [.. Listed(folder, deep, folders: false).Where(path => Path.GetExtension(path).ToLowerInvariant() is var kind && (PictureFile.Extensions.Contains(kind) || OtherKinds.Contains(kind))).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(folder, error);
        }
    }

    // A link that leads to a folder above it would be followed for ever.
    private static FileSystemEnumerable<string> Listed(string folder, bool deep, bool folders) => new(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), deep ? Below : Here)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory == folders,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0 || !LeadsUp(entry.ToFullPath()),
    };

    private static bool LeadsUp(string link) =>
        Directory.ResolveLinkTarget(link, returnFinalTarget: true) is not { } target || link.StartsWith(Path.TrimEndingDirectorySeparator(target.FullName) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

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
