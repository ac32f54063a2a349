using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>What an agent's files may be.</summary>
internal static class AgentLimits
{
    public const int MaxFiles = 4000;
    public const long MaxBytes = 1L << 30;

    /// <summary>Refuses paths that cannot lie in one folder, and too many files.</summary>
    /// <param name="source">What the message names.</param>
    /// <param name="paths">All paths.</param>
    /// <param name="bytes">Bytes of all files.</param>
    /// <exception cref="EdgeCnnException">They are refused.</exception>
    public static void Check(string source, IReadOnlyCollection<string> paths, long bytes)
    {
        if (paths.FirstOrDefault(path => !BundleFormat.IsRelative(path)) is { } bad)
            throw new EdgeCnnException($"{source}: '{bad}' is no name of an agent's file: letters, digits, '.', '-', '_' and '/', at most 200. Publish the agent again into an empty folder.");
        if (paths.Count > MaxFiles || bytes > MaxBytes || !BundleFormat.Fit(paths))
            throw new EdgeCnnException($"{source}: {paths.Count} files with {bytes} bytes: at most {MaxFiles} and {MaxBytes}, and none twice. Publish the agent again into an empty folder.");
    }
}
