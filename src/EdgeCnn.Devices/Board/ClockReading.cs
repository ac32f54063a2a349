namespace EdgeCnn.Devices.Board;

/// <summary>The clock of the first core.</summary>
/// <param name="CurrentMHz">Now.</param>
/// <param name="MaxMHz">At most; 0 if the board does not tell.</param>
public readonly record struct ClockReading(double CurrentMHz, double MaxMHz);
