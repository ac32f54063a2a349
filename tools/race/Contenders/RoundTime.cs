namespace EdgeCnn.Tools.Race.Contenders;

/// <summary>What a run took on the average of a round.</summary>
/// <param name="WallUs">Microseconds on the clock.</param>
/// <param name="ProcessorUs">Microseconds on processors, of all threads together: what is left of the former when no other program disturbs.</param>
internal readonly record struct RoundTime(double WallUs, double ProcessorUs);
