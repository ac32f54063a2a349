namespace EdgeCnn.Devices.Gpio;

/// <summary>How a line is wired.</summary>
public sealed record PinOptions
{
    /// <summary>True if a low level means on: a button to ground, a relay board that switches at 0 V.</summary>
    public bool IsActiveLow { get; init; }

    /// <summary>The resistor within the chip.</summary>
    public PinBias Bias { get; init; }

    /// <summary>How long a button's level has to hold before it counts; contacts bounce for some milliseconds.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>What other programs see as the line's user.</summary>
    public string Consumer { get; init; } = "edgecnn";
}
