using System.Globalization;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>This process's memory as Linux counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes that are in memory now; null where there is no /proc.</summary>
    public static long? ResidentBytes => Field(new SystemText("/").Read("proc/self/status"), "VmRSS");

    /// <summary>The most that were.</summary>
    public static long? PeakBytes => Field(new SystemText("/").Read("proc/self/status"), "VmHWM");

    /// <summary>A field in kilobytes, for example <c>VmRSS:	  4512 kB</c>, as bytes.</summary>
    public static long? Field(string? status, string name)
    {
        foreach (string line in (status ?? "").Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal) && line.AsSpan(name.Length) is [':', .. var rest] && rest.Trim() is [.. var digits, ' ', 'k', 'B'])
                return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes << 10 : null;
        }

        return null;
    }
}
