using System.Runtime.InteropServices;

namespace EdgeCnn.Cli.Benchmarks;

/// <summary>What must stand beside a time for it to mean anything.</summary>
/// <param name="Processor">Its name, or "unknown".</param>
/// <param name="Architecture">For example <c>X64</c>.</param>
/// <param name="Processors">Logical processors of this process.</param>
/// <param name="Runtime">For example <c>.NET 10.0.1</c>.</param>
/// <param name="System">The operating system.</param>
internal sealed record MachineFacts(string Processor, string Architecture, int Processors, string Runtime, string System)
{
    private static readonly string[] CpuInfoNames = ["model name", "Model", "Hardware", "CPU part"];

    /// <summary>This machine.</summary>
    public static MachineFacts Read() => new(
        ProcessorName(Lines("/proc/cpuinfo")),
        $"{RuntimeInformation.ProcessArchitecture}",
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription);

    /// <summary>The processor in the lines of /proc/cpuinfo; ARM kernels name the board or only a part's number.</summary>
    public static string ProcessorName(IReadOnlyList<string> lines)
    {
        foreach (string name in CpuInfoNames)
        {
            string? line = lines.FirstOrDefault(line => line.Split(':')[0].Trim() == name);
            if (line?.Split(':', 2)[^1].Trim() is { Length: > 0 } value)
                return name == "CPU part" ? $"part {value}" : value;
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }

    /// <summary>For example <c>AMD EPYC, X64, 2 processors, .NET 10.0.1</c>.</summary>
    public override string ToString() => $"{Processor}, {Architecture}, {Processors} processors, {Runtime}";

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
