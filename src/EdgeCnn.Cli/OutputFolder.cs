using EdgeCnn.Graph;

namespace EdgeCnn.Cli;

/// <summary>Makes the folder that a command writes to; before the work, so that one that cannot be made costs nothing.</summary>
internal static class OutputFolder
{
    /// <exception cref="EdgeCnnException">It cannot be made.</exception>
    public static void Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: cannot be created: {error.Message.ReplaceLineEndings(" ")} Check the path and the rights.", ExitCode.Device, error);
        }
    }
}
