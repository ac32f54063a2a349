using System.Runtime.InteropServices;

namespace EdgeCnn.Tools.Parity;

/// <summary>What ONNX Runtime promises on this processor.</summary>
internal static class Processor
{
    /// <summary>Why its integer layers need not give exact sums here, or null if they do.</summary>
    public static string? WhyNoByteRule()
    {
        if (RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64)
            return null;
        // On x64 without VNNI it multiplies with VPMADDUBSW, which saturates the sum of two products at 16 bits.
        string flags = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) ?? "" : "";
        return flags.Split(' ').Any(flag => flag is "avx_vnni" or "avx512_vnni")
            ? null
            : "/proc/cpuinfo shows neither AVX-VNNI nor AVX512-VNNI; without them ONNX Runtime saturates sums at 16 bits";
    }
}
