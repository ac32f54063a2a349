namespace EdgeCnn.Agent.Doctor;

/// <summary>Programs that the agent starts for some cameras and actions; none is needed by all.</summary>
internal static class PackageFindings
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly (string Program, string Use, string Package)[] Programs =
    [
        ("rpicam-vid", "cameras on the ribbon cable", "rpicam-apps-lite"),
        ("ffmpeg", "video files and network streams", "ffmpeg"),
        ("mosquitto_pub", "decisions by MQTT", "mosquitto-clients"),
    ];

    /// <summary>A line for each program.</summary>
    /// <param name="path">Folders with colons between them, as in PATH.</param>
    public static IEnumerable<Finding> Of(string? path)
    {
        string[] folders = (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (program, use, package) in Programs)
        {
            string? found = folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(IsProgram);
            yield return found is null
                ? new Finding("packages", FindingLevel.Note, $"{program} is not installed; needed only for {use}.", $"For these: sudo apt install {package}")
                : new Finding("packages", FindingLevel.Ok, $"{found}, for {use}");
        }
    }

    private static bool IsProgram(string path)
    {
        try
        {
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
