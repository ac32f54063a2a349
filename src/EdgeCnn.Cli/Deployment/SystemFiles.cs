using System.Reflection;

namespace EdgeCnn.Cli.Deployment;

/// <summary>The files of <c>deploy/</c> that make a board ready; they are a part of this program.</summary>
internal static class SystemFiles
{
    private const string Prefix = "deploy/";

    /// <summary>Contents by name, in its order.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = Read();

    private static SortedDictionary<string, byte[]> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream from = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[from.Length];
            from.ReadExactly(content);
            files.Add(name[Prefix.Length..], content);
        }

        return files;
    }
}
