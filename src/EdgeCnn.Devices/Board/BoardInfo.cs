using System.Globalization;

namespace EdgeCnn.Devices.Board;

/// <summary>What the operating system says of the board.</summary>
/// <param name="root">The file system's root; another one in tests.</param>
public sealed class BoardInfo(string root = "/")
{
    /// <summary>The board's name from its device tree, or the processor's, or "unknown".</summary>
    public string Model()
    {
        string? name = Read("proc/device-tree/model")?.TrimEnd('\0', '\n', ' ');
        if (!string.IsNullOrEmpty(name))
            return name;
        string? line = Read("proc/cpuinfo")?.Split('\n').FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line?.Split(':', 2)[^1].Trim() is { Length: > 0 } processor ? processor : "unknown";
    }

    /// <summary>The operating system's name, for example <c>Debian GNU/Linux 12 (bookworm)</c>, or "unknown".</summary>
    public string Distribution()
    {
        const string Key = "PRETTY_NAME=";
        string? line = Read("etc/os-release")?.Split('\n').FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal));
        return line?[Key.Length..].Trim('"', '\'', ' ', '\r') is { Length: > 0 } name ? name : "unknown";
    }

    /// <summary>The kernel's release, for example <c>6.6.51+rpt-rpi-2712</c>, or "unknown".</summary>
    public string Kernel() => Read("proc/sys/kernel/osrelease")?.Trim() is { Length: > 0 } release ? release : "unknown";

    /// <summary>The processor's temperature, once; <see cref="BoardHealth"/> reads it often.</summary>
    /// <param name="celsius">Degrees Celsius.</param>
    /// <returns>False if the board does not tell.</returns>
    public bool TryReadTemperature(out double celsius)
    {
        bool read = int.TryParse(Read(Path.GetFullPath(SensorPaths.Temperature(root))), NumberStyles.Integer, CultureInfo.InvariantCulture, out int milli);
        celsius = milli / 1000.0;
        return read;
    }

    private string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
