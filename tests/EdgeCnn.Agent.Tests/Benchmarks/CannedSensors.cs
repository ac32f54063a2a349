using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

/// <summary>Sensors that say one thing after the other, and the last one for good.</summary>
internal sealed class CannedSensors(params BoardReading[] readings) : IBoardSensors
{
    private int read;

    public BoardReading Read() => readings[Math.Min(read++, readings.Length - 1)];
}
