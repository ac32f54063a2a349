using System.Globalization;
using EdgeCnn.Graph;
using Microsoft.Win32.SafeHandles;

namespace EdgeCnn.Devices.Gpio;

/// <summary>A lamp of the board itself, through /sys/class/leds; what it showed before comes back when it is disposed.</summary>
/// <remarks>Threading: one thread at a time.</remarks>
public sealed class StatusLed : IOutputPin
{
    private const string Leds = "sys/class/leds";
    private readonly string folder;
    private readonly SafeFileHandle brightness;
    private readonly byte[] on;
    private readonly string? oldTrigger;
    private readonly string? oldBrightness;
    private bool? state;

    /// <summary>Takes a lamp from the kernel's own use, and switches it off.</summary>
    /// <param name="name">Its name below /sys/class/leds, for example <c>ACT</c>.</param>
    /// <param name="root">The file system's root; another one in tests.</param>
    /// <exception cref="DeviceException">It is missing or forbidden.</exception>
    /// <exception cref="EdgeCnnException">The name is none (<see cref="ExitCode.Usage"/>).</exception>
    public StatusLed(string name, string root = "/")
    {
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
            throw new EdgeCnnException($"LED '{name}': a name below /{Leds} is expected, for example ACT.", ExitCode.Usage);
        folder = Path.Combine(root, Leds, name);
        Description = $"LED {name}";
        if (!Directory.Exists(folder))
            throw new DeviceException(Description, $"is not there. {Available(Path.Combine(root, Leds))}");
        try
        {
            oldTrigger = Selected(Read("trigger"));
            oldBrightness = Read("brightness");
            string most = int.TryParse(Read("max_brightness"), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value.ToString(CultureInfo.InvariantCulture) : "1";
            on = [.. System.Text.Encoding.ASCII.GetBytes(most), (byte)'\n'];
            if (oldTrigger is not null)
                File.WriteAllText(Path.Combine(folder, "trigger"), "none");
            brightness = File.OpenHandle(Path.Combine(folder, "brightness"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException(Description, $"cannot be taken: {error.Message} Give the service the right to write to {folder}: see 99-edgecnn.rules.", 0, error);
        }

        Write(false);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    /// <exception cref="DeviceException">The kernel refuses.</exception>
    public void Write(bool active)
    {
        if (state == active)
            return;
        try
        {
            RandomAccess.Write(brightness, active ? on : "0\n"u8, 0);
            state = active;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeviceException(Description, $"cannot be switched: {error.Message}", 0, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (brightness.IsClosed)
            return;
        brightness.Dispose();
        try
        {
            // A trigger sets the brightness itself, so that it comes last.
            if (oldBrightness is not null)
                File.WriteAllText(Path.Combine(folder, "brightness"), oldBrightness);
            if (oldTrigger is not null and not "none")
                File.WriteAllText(Path.Combine(folder, "trigger"), oldTrigger);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody is left to be told, and nothing depends on it.
        }
    }

    private string? Read(string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    // The kernel lists all triggers, the one in use in brackets.
    private static string? Selected(string? triggers)
    {
        int open = triggers?.IndexOf('[', StringComparison.Ordinal) ?? -1, close = triggers?.IndexOf(']', StringComparison.Ordinal) ?? -1;
        return open >= 0 && close > open ? triggers![(open + 1)..close] : triggers is null ? null : "none";
    }

    private static string Available(string folder)
    {
        string[] names = Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).Take(16)] : [];
        return names.Length == 0 ? "This machine has none." : $"There are {string.Join(", ", names)}.";
    }
}
