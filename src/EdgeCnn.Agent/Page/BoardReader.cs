using EdgeCnn.Devices.Board;

namespace EdgeCnn.Agent.Page;

/// <summary>Reads how the board is: heat, clock, and whether it slows itself down.</summary>
/// <remarks>Threading: one thread at a time.</remarks>
internal sealed class BoardReader
{
    private const ThrottleFlags Now = ThrottleFlags.UnderVoltage | ThrottleFlags.FrequencyCapped | ThrottleFlags.Throttled | ThrottleFlags.SoftTemperatureLimit;
    private readonly BoardHealth health = new();

    /// <summary>All that the board tells.</summary>
    public BoardState Read()
    {
        bool clocked = health.TryReadClock(out ClockReading clock), told = health.TryReadThrottling(out ThrottleFlags flags);
        return new BoardState
        {
            Celsius = health.TryReadTemperature(out double celsius) ? celsius : null,
            MegaHertz = clocked ? clock.CurrentMHz : null,
            MostMegaHertz = clocked && clock.MaxMHz > 0 ? clock.MaxMHz : null,
            Throttled = told ? (flags & Now) != 0 : null,
            ThrottledBy = !told ? null : flags.HasFlag(ThrottleFlags.UnderVoltage) ? "undervoltage" : (flags & Now) != 0 ? "heat" : null,
        };
    }
}
