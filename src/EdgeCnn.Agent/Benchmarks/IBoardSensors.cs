namespace EdgeCnn.Agent.Benchmarks;

/// <summary>What the board feels while it works.</summary>
internal interface IBoardSensors
{
    /// <summary>Reads all of it.</summary>
    BoardReading Read();
}

/// <summary>One moment of the board; null where it does not tell.</summary>
/// <param name="Celsius">The processor's temperature.</param>
/// <param name="ClockMHz">The clock of the fastest core at that moment.</param>
/// <param name="Throttling">What the firmware says of supply and heat.</param>
internal readonly record struct BoardReading(double? Celsius, double? ClockMHz, Throttling? Throttling);
