namespace EdgeCnn.Devices.Camera;

/// <summary>Finds a camera again whose number may have changed while it was unplugged.</summary>
/// <param name="path">The device as the user named it.</param>
/// <param name="names">The folder of lasting names, which are links to the devices; another one in tests.</param>
internal sealed class V4l2Path(string path, string names = "/dev/v4l/by-id")
{
    private string? lasting;

    /// <summary>Where to open the camera now: by its lasting name once that is known, else by the user's path.</summary>
    public string Current => lasting is not null && File.Exists(lasting) ? lasting : path;

    /// <summary>Looks up the lasting name of a camera that is open, before it can be lost.</summary>
    public void Remember()
    {
        if (lasting is not null)
            return;
        try
        {
            string device = Target(path);
            lasting = Directory.EnumerateFileSystemEntries(names).FirstOrDefault(name => Target(name) == device);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without udev there are no lasting names; the path alone has to do.
        }
    }

    private static string Target(string link) => File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(link);
}
