namespace EdgeCnn.Devices.Board;

/// <summary>What a Raspberry Pi's firmware says of power and heat, in its own bits.</summary>
/// <remarks>Source: Raspberry Pi documentation, vcgencmd get_throttled.</remarks>
[Flags]
public enum ThrottleFlags
{
    /// <summary>All is well, and was since the start.</summary>
    None = 0,

    /// <summary>The supply is too weak now.</summary>
    UnderVoltage = 1 << 0,

    /// <summary>The clock is held down now.</summary>
    FrequencyCapped = 1 << 1,

    /// <summary>The processor is throttled now.</summary>
    Throttled = 1 << 2,

    /// <summary>The soft limit of the temperature is reached now.</summary>
    SoftTemperatureLimit = 1 << 3,

    /// <summary>The supply was too weak since the start.</summary>
    UnderVoltageOccurred = 1 << 16,

    /// <summary>The clock was held down since the start.</summary>
    FrequencyCappedOccurred = 1 << 17,

    /// <summary>The processor was throttled since the start.</summary>
    ThrottledOccurred = 1 << 18,

    /// <summary>The soft limit of the temperature was reached since the start.</summary>
    SoftTemperatureLimitOccurred = 1 << 19,
}
