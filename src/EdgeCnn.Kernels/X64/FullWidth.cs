using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>Whether a processor with AVX-512 computes all 512 bits at once, for the choice among kernels.</summary>
/// <remarks>Zen 4 does in two halves and has no AVX-VNNI; Zen 5 and Intel's since Sapphire Rapids do at once and have it. Intel's before them are taken for the former.</remarks>
internal static class FullWidth
{
    /// <summary>True if it does.</summary>
    public static bool IsLikely => AvxVnni.IsSupported;
}
