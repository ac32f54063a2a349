namespace EdgeCnn.Devices.Board;

/// <summary>Finds the files of a board's sensors, whose places differ from board to board.</summary>
internal static class SensorPaths
{
    private const string Thermal = "sys/class/thermal", Hwmon = "sys/class/hwmon", Platform = "sys/devices/platform";
    private static readonly string[] ProcessorZones = ["cpu-thermal", "cpu_thermal", "soc-thermal", "soc_thermal", "x86_pkg_temp", "cpu0-thermal", "bigcore0-thermal"];

    /// <summary>The temperature of the zone that is called after the processor, or of the first zone.</summary>
    public static string Temperature(string root)
    {
        string[] zones = [.. Folders(Path.Combine(root, Thermal), "thermal_zone*")];
        string? zone = ProcessorZones.Select(name => Array.Find(zones, path => Text(Path.Combine(path, "type")) == name)).FirstOrDefault(path => path is not null);
        return Path.Combine(zone ?? zones.FirstOrDefault() ?? Path.Combine(root, Thermal, "thermal_zone0"), "temp");
    }

    /// <summary>The flags of a Raspberry Pi's firmware; null on other boards and kernels.</summary>
    public static string? Throttled(string root) =>
        Folders(Path.Combine(root, Platform), "soc*").SelectMany(soc => Folders(soc, "*firmware")).Select(folder => Path.Combine(folder, "get_throttled")).FirstOrDefault(File.Exists);

    /// <summary>The alarm of a Raspberry Pi's supply; null on other boards and kernels.</summary>
    public static string? UnderVoltage(string root) =>
        Folders(Path.Combine(root, Hwmon), "hwmon*").Where(folder => Text(Path.Combine(folder, "name")) == "rpi_volt").Select(folder => Path.Combine(folder, "in0_lcrit_alarm")).FirstOrDefault(File.Exists);

    // Shorter names first, so that zone 2 comes before zone 10.
    private static IEnumerable<string> Folders(string parent, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(parent, pattern).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
