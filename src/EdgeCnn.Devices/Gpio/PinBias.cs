namespace EdgeCnn.Devices.Gpio;

/// <summary>The resistor that a chip puts to a line.</summary>
public enum PinBias
{
    /// <summary>What was set before.</summary>
    AsIs,

    /// <summary>None: the wiring has its own.</summary>
    None,

    /// <summary>To the supply: for a button to ground, with <see cref="PinOptions.IsActiveLow"/>.</summary>
    PullUp,

    /// <summary>To ground: for a button to the supply.</summary>
    PullDown,
}
