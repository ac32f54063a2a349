using System.Globalization;

namespace EdgeCnn.Runtime.Execution;

/// <summary>How many of the machine's cores are fast ones: slow cores beside them would only hold a shared step up.</summary>
/// <param name="FastCores">Fast cores that this process may use, at least 1.</param>
public sealed record CoreTopology(int FastCores)
{
    /// <summary>This machine's.</summary>
    public static CoreTopology OfThisMachine { get; } = Read("/sys/devices/system/cpu", Environment.ProcessorCount);

    /// <summary>Reads what the kernel says: the capacity of each core where cores differ, otherwise their highest clock.</summary>
    /// <param name="folder">The kernel's folder of cores.</param>
    /// <param name="allowed">Cores that this process may use, by its affinity and its group's quota.</param>
    public static CoreTopology Read(string folder, int allowed)
    {
        long[] speeds = [.. Cores(folder).Select(core => Number(Path.Combine(core, "cpu_capacity")) ?? Number(Path.Combine(core, "cpufreq/cpuinfo_max_freq")) ?? 0)];
        int fast = speeds.Length == 0 ? allowed : speeds.Count(speed => speed == speeds.Max());
        return new CoreTopology(Math.Max(1, Math.Min(fast, allowed)));
    }

    private static IEnumerable<string> Cores(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, "cpu*").Where(path => Path.GetFileName(path.AsSpan())[3..] is { Length: > 0 } number && !number.ContainsAnyExceptInRange('0', '9'))
        : [];

    private static long? Number(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long value) ? value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
