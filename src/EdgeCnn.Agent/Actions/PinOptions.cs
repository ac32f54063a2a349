namespace EdgeCnn.Agent.Actions;

/// <summary>How a line is wired.</summary>
/// <param name="ActiveLow">True if a low level means on.</param>
/// <param name="Bias">The resistor inside the chip: <c>as-is</c>, <c>none</c>, <c>pull-up</c> or <c>pull-down</c>.</param>
/// <param name="DebounceMs">How long a button's level must last; 0 for no debouncing.</param>
internal sealed record PinOptions(bool ActiveLow = false, string Bias = "as-is", int DebounceMs = 0);
