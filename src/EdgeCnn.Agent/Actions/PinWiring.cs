using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Actions;

/// <summary>How a line is wired, as a configuration says it.</summary>
/// <param name="ActiveLow">True if a low level means on.</param>
/// <param name="Bias">The resistor inside the chip: <c>as-is</c>, <c>none</c>, <c>pull-up</c> or <c>pull-down</c>.</param>
/// <param name="DebounceMs">How long a button's level must last; 0 for no debouncing.</param>
internal sealed record PinWiring(bool ActiveLow = false, string Bias = "as-is", int DebounceMs = 0)
{
    /// <summary>The same for the driver.</summary>
    public PinOptions Options => new()
    {
        IsActiveLow = ActiveLow,
        Bias = Bias switch
        {
            "none" => PinBias.None,
            "pull-up" => PinBias.PullUp,
            "pull-down" => PinBias.PullDown,
            _ => PinBias.AsIs,
        },
        Debounce = TimeSpan.FromMilliseconds(DebounceMs),
    };
}
