namespace EdgeCnn.Devices.Board;

/// <summary>What an ARM core says of itself in MIDR_EL1.</summary>
/// <param name="Implementer">Bits 31:24, 0x41 for Arm.</param>
/// <param name="Part">Bits 15:4.</param>
/// <param name="Variant">Bits 23:20, the r of a revision.</param>
/// <param name="Revision">Bits 3:0, the p.</param>
internal readonly record struct ArmPart(int Implementer, int Part, int Variant, int Revision)
{
    private const int Arm = 0x41;

    /// <summary>The core's name, or null. Source: the technical reference manual of each core, MIDR_EL1; util-linux, lscpu-arm.c.</summary>
    public string? Name => (Implementer, Part) switch
    {
        (Arm, 0xd03) => "Cortex-A53",
        (Arm, 0xd04) => "Cortex-A35",
        (Arm, 0xd05) => "Cortex-A55",
        (Arm, 0xd07) => "Cortex-A57",
        (Arm, 0xd08) => "Cortex-A72",
        (Arm, 0xd09) => "Cortex-A73",
        (Arm, 0xd0a) => "Cortex-A75",
        (Arm, 0xd0b) => "Cortex-A76",
        (Arm, 0xd0c) => "Neoverse-N1",
        (Arm, 0xd0d) => "Cortex-A77",
        (Arm, 0xd0e) => "Cortex-A76AE",
        (Arm, 0xd40) => "Neoverse-V1",
        (Arm, 0xd41) => "Cortex-A78",
        (Arm, 0xd42) => "Cortex-A78AE",
        (Arm, 0xd44) => "Cortex-X1",
        (Arm, 0xd46) => "Cortex-A510",
        (Arm, 0xd47) => "Cortex-A710",
        (Arm, 0xd48) => "Cortex-X2",
        (Arm, 0xd49) => "Neoverse-N2",
        (Arm, 0xd4b) => "Cortex-A78C",
        (Arm, 0xd4d) => "Cortex-A715",
        (Arm, 0xd4e) => "Cortex-X3",
        (Arm, 0xd4f) => "Neoverse-V2",
        (Arm, 0xd80) => "Cortex-A520",
        (Arm, 0xd81) => "Cortex-A720",
        (0xc0, 0xac3) => "Ampere-1",
        _ => null,
    };

    /// <summary>For example <c>arm 0x41 0xd08 r0p3</c>.</summary>
    public override string ToString() => $"arm 0x{Implementer:x2} 0x{Part:x3} r{Variant}p{Revision}";
}
