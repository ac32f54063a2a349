using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.Isa;

/// <summary>The vector instructions that .NET found on this processor; not every kernel set uses all of them.</summary>
public static class InstructionSets
{
    /// <summary>Names as in .NET, for example <c>Dp</c>, with what this processor has; those of other architectures are never there.</summary>
    public static IReadOnlyList<(string Name, bool Supported)> All { get; } =
    [
        ("AdvSimd", AdvSimd.IsSupported),
        ("Dp", Dp.IsSupported),
        ("Rdm", Rdm.IsSupported),
        ("Sve", HasSve),
        ("Avx2", Avx2.IsSupported),
        ("Fma", Fma.IsSupported),
        ("AvxVnni", AvxVnni.IsSupported),
        ("Avx512F", Avx512F.IsSupported),
        ("Avx512BW", Avx512BW.IsSupported),
        ("Avx512Vbmi", Avx512Vbmi.IsSupported),
    ];

#pragma warning disable SYSLIB5003 // Asked for, not used.
    private static bool HasSve => Sve.IsSupported;
#pragma warning restore SYSLIB5003
}
