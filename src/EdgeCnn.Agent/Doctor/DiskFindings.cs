using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Doctor;

/// <summary>Free space where the agent, its logs and its pictures lie.</summary>
internal static class DiskFindings
{
    /// <summary>Less than this holds no second version of the agent beside the first.</summary>
    public const long LeastBytes = 64L << 20;

    /// <summary>Less than this is soon full of pictures.</summary>
    public const long LittleBytes = 512L << 20;

    /// <summary>One line, or none if nobody knows.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="freeBytes">What this user may still write there.</param>
    public static IEnumerable<Finding> Of(string folder, long? freeBytes)
    {
        if (freeBytes is not { } free)
            yield break;
        const string remedy = "Delete what is not needed: 'sudo apt clean' and 'sudo journalctl --vacuum-size=50M' are quick.";
        yield return free < LeastBytes ? new Finding("disk", FindingLevel.Fix, $"only {BenchText.Bytes(free)} free at {folder}.", remedy)
            : free < LittleBytes ? new Finding("disk", FindingLevel.Note, $"{BenchText.Bytes(free)} free at {folder}, which is little.", remedy)
            : new Finding("disk", FindingLevel.Ok, $"{BenchText.Bytes(free)} free at {folder}");
    }

    /// <summary>Free bytes of the file system that holds a folder; null if it cannot be asked.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
