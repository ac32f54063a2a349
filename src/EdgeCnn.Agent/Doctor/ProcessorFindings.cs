using System.Runtime.InteropServices;
using EdgeCnn.Devices.Board;

namespace EdgeCnn.Agent.Doctor;

/// <summary>The processor: part, cores, and whether .NET uses what the system's kernel offers.</summary>
internal static class ProcessorFindings
{
    // What /proc/cpuinfo calls an instruction set, what .NET calls it, and the switch that hides it.
    private static readonly (Architecture Architecture, string Feature, string Instructions, string Switch)[] Pairs =
    [
        (Architecture.Arm64, "asimddp", "Dp", "DOTNET_EnableArm64Dp"),
        (Architecture.X64, "avx2", "Avx2", "DOTNET_EnableAVX2"),
        (Architecture.X64, "fma", "Fma", "DOTNET_EnableFMA"),
    ];

    /// <summary>All of them.</summary>
    /// <param name="processor">As the system describes it.</param>
    /// <param name="fastCores">Fast cores that this process may use.</param>
    /// <param name="instructions">What .NET found.</param>
    /// <param name="architecture">Of this process.</param>
    public static IEnumerable<Finding> Of(ProcessorInfo processor, int fastCores, IReadOnlyCollection<string> instructions, Architecture architecture)
    {
        yield return processor.Identity == "unknown"
            ? new Finding("processor", FindingLevel.Note, "unknown: neither midr_el1 nor /proc/cpuinfo says what it is. Measured choices of kernels are kept for unknown processors together.")
            : new Finding("processor", FindingLevel.Ok, $"{processor.Name} ({processor.Identity}, from {processor.Source}), {fastCores} fast {(fastCores == 1 ? "core" : "cores")}");
        yield return new Finding("instructions", FindingLevel.Ok, instructions.Count == 0 ? "none that kernels use" : string.Join(", ", instructions));
        foreach (var (of, feature, name, toggle) in Pairs)
        {
            if (of == architecture && processor.Features.Contains(feature) && !instructions.Contains(name))
                yield return new Finding("instructions", FindingLevel.Fix, $"the processor has {feature}, but .NET does not use it.", $"Look for {toggle}=0 and DOTNET_EnableHWIntrinsic=0 in the environment and take them out.");
        }
    }
}
