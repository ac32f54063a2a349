namespace EdgeCnn.Tools.Parity;

/// <summary>The source tree that this program was built from.</summary>
internal static class SourceTree
{
    /// <summary>The folder of EdgeCnn.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EdgeCnn.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} lies in no source tree.");
        return folder;
    }
}
