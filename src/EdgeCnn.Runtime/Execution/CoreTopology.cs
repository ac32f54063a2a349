using System.Collections.Immutable;
using System.Globalization;
using EdgeCnn.Runtime.Interop;

namespace EdgeCnn.Runtime.Execution;

/// <summary>Which of the machine's cores are fast ones: slow cores beside them would only hold a shared step up.</summary>
/// <param name="FastCores">Threads that this process may well use: fast cores that are its own, at least 1.</param>
public sealed record CoreTopology(int FastCores)
{
    /// <summary>This machine's, for the thread that asks first.</summary>
    public static CoreTopology OfThisMachine { get; } = Read("/sys/devices/system/cpu", Environment.ProcessorCount, ThreadAffinity.Cores());

    /// <summary>Their numbers in ascending order; more than <see cref="FastCores"/> where a group's quota allows fewer at a time, empty where the kernel does not tell.</summary>
    public ImmutableArray<int> Numbers { get; private init; } = [];

    /// <summary>Reads what the kernel says: the capacity of each core where cores differ, otherwise their highest clock.</summary>
    /// <param name="folder">The kernel's folder of cores.</param>
    /// <param name="allowed">How many cores this process may use, by its affinity and its group's quota.</param>
    /// <param name="own">Numbers of the cores that this process may run on; empty if that is not known.</param>
    public static CoreTopology Read(string folder, int allowed, ImmutableArray<int> own = default)
    {
        var speeds = new SortedDictionary<int, long>();
        foreach (string core in Cores(folder))
        {
            int number = int.Parse(Path.GetFileName(core.AsSpan())[3..], NumberStyles.None, CultureInfo.InvariantCulture);
            if (own.IsDefaultOrEmpty || own.Contains(number))
                speeds[number] = Number(Path.Combine(core, "cpu_capacity")) ?? Number(Path.Combine(core, "cpufreq/cpuinfo_max_freq")) ?? 0;
        }

        if (speeds.Count == 0)
            return new CoreTopology(Math.Max(1, allowed));
        long fastest = speeds.Values.Max();
        ImmutableArray<int> fast = [.. speeds.Where(core => core.Value == fastest).Select(core => core.Key)];
        return new CoreTopology(Math.Max(1, Math.Min(fast.Length, allowed))) { Numbers = fast };
    }

    private static IEnumerable<string> Cores(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, "cpu*").Where(path => Path.GetFileName(path.AsSpan())[3..] is { Length: > 0 and < 6 } number && !number.ContainsAnyExceptInRange('0', '9'))
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
