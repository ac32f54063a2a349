using EdgeCnn.Graph;

namespace EdgeCnn.Cli;

/// <summary>Makes the folder that a command writes to; before the work, so that one that cannot be made or written to costs nothing.</summary>
internal static class OutputFolder
{
    /// <exception cref="EdgeCnnException">It cannot be made, or nothing can be written to it.</exception>
    public static void Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            using FileStream probe = new(Path.Combine(path, $".{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: cannot be created or written to: {error.Message.ReplaceLineEndings(" ")} Check the path and the rights.", ExitCode.Device, error);
        }
    }
}
