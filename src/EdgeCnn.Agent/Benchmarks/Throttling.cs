namespace EdgeCnn.Agent.Benchmarks;

/// <summary>What a Raspberry Pi's firmware says of its supply and its heat.</summary>
/// <remarks>Source: Raspberry Pi documentation, "vcgencmd get_throttled": bits 0 to 3 hold now, bits 16 to 19 since the start.</remarks>
/// <param name="Bits">The word.</param>
internal readonly record struct Throttling(uint Bits)
{
    private static readonly string[] Names = ["under-voltage", "clock capped", "throttled", "soft temperature limit"];

    /// <summary>What holds now.</summary>
    public uint Now => Bits & 0xf;

    /// <summary>What has held since the board was started.</summary>
    public uint SinceStart => (Bits >> 16) & 0xf;

    /// <summary>The supply's voltage is too low now.</summary>
    public bool UnderVoltageNow => (Bits & 1) != 0;

    /// <summary>It was too low since the start.</summary>
    public bool UnderVoltageSinceStart => (Bits & 0x10000) != 0;

    /// <summary>Names of the set bits, for example <c>under-voltage, throttled</c>.</summary>
    /// <param name="bits"><see cref="Now"/> or <see cref="SinceStart"/>.</param>
    public static string Describe(uint bits) => string.Join(", ", Names.Where((_, bit) => ((bits >> bit) & 1) != 0));

    /// <summary>For example <c>0x50005</c>.</summary>
    public override string ToString() => $"0x{Bits:x}";
}
