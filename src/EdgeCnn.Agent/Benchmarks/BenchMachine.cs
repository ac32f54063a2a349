using System.Runtime.InteropServices;
using EdgeCnn.Devices.Board;
using EdgeCnn.Runtime.Execution;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>What must stand beside a time for it to mean anything.</summary>
/// <param name="Name">The board's name.</param>
/// <param name="Part">What tells the processor from others.</param>
/// <param name="Core">The processor's name.</param>
/// <param name="Architecture">Of this process, for example <c>Arm64</c>.</param>
/// <param name="Processors">Logical processors of this process.</param>
/// <param name="FastCores">Threads that 0 means.</param>
/// <param name="MemoryBytes">Memory of the board; null if it does not tell.</param>
/// <param name="System">The operating system, as /etc/os-release names it.</param>
/// <param name="Kernel">The system's kernel, as <c>uname -r</c> prints it.</param>
/// <param name="Governor">What sets the first core's clock, for example <c>ondemand</c>; null if nobody says.</param>
/// <param name="MaxClockMhz">Its highest clock.</param>
internal sealed record BenchMachine(string Name, string Part, string Core, string Architecture, int Processors, int FastCores, long? MemoryBytes, string System, string? Kernel, string? Governor, double? MaxClockMhz)
{
    private const string Clock = "sys/devices/system/cpu/cpu0/cpufreq";

    /// <summary>Reads it.</summary>
    /// <param name="root">The file system's root; another one in tests.</param>
    public static BenchMachine Read(string root = "/")
    {
        var text = new SystemText(root);
        ProcessorInfo processor = ProcessorInfo.Read(root);
        return new BenchMachine(
            new BoardInfo(root).Model(),
            processor.Identity,
            processor.Name,
            $"{RuntimeInformation.ProcessArchitecture}",
            Environment.ProcessorCount,
            CoreTopology.OfThisMachine.FastCores,
            ProcessMemory.Field(text.Read("proc/meminfo"), "MemTotal"),
            Named(text.Read("etc/os-release"), "PRETTY_NAME") ?? RuntimeInformation.OSDescription,
            text.Read("proc/sys/kernel/osrelease"),
            text.Read($"{Clock}/scaling_governor"),
            text.Number($"{Clock}/cpuinfo_max_freq") / 1000.0);
    }

    private static string? Named(string? text, string name) =>
        (text ?? "").Split('\n').FirstOrDefault(line => line.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..].Trim('"');
}
