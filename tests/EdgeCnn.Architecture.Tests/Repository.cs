using System.Xml.Linq;

namespace EdgeCnn.Architecture.Tests;

/// <summary>The project's files as the rules see them.</summary>
internal static class Repository
{
    public static string Root { get; } = TestData.Root ?? throw new InvalidOperationException("EdgeCnn.sln was not found above the tests.");

    /// <summary>Names of the folders under src or tests, for example <c>EdgeCnn.Kernels</c>.</summary>
    public static IReadOnlyList<string> Projects(string folder) =>
        [.. Directory.GetDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)!).Where(name => name.StartsWith("EdgeCnn.", StringComparison.Ordinal)).Order()];

    public static XDocument ProjectFile(string folder, string project) => XDocument.Load(Path.Combine(Root, folder, project, $"{project}.csproj"));

    /// <summary>Names of the referenced projects.</summary>
    public static IReadOnlyList<string> References(string folder, string project) =>
        [.. ProjectFile(folder, project).Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')))];

    /// <summary>Source files of a project, paths relative to it.</summary>
    public static IReadOnlyList<string> Sources(string folder, string project)
    {
        string root = Path.Combine(Root, folder, project);
        return [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal)).Order()];
    }

    public static string[] Lines(string folder, string project, string source) => File.ReadAllLines(Path.Combine(Root, folder, project, source));
}
