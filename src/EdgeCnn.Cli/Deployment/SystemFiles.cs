using System.Reflection;

namespace EdgeCnn.Cli.Deployment;

/// <summary>The files of <c>deploy/</c> that make a board ready; they are a part of this program.</summary>
internal static class SystemFiles
{
    private const string Prefix = "deploy/";

    /// <summary>Names and contents.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = Read();

    private static Dictionary<string, byte[]> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(name => name[Prefix.Length..], name =>
        {
            using Stream from = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[from.Length];
            from.ReadExactly(content);
            return content;
        });
    }
}
