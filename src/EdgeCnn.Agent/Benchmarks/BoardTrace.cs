using System.Diagnostics;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>What the sensors said while models ran, about once a second.</summary>
/// <param name="sensors">The sensors.</param>
internal sealed class BoardTrace(IBoardSensors sensors)
{
    /// <summary>A clock below this share of the highest one seen before, under load, was taken down.</summary>
    public const double ClockFell = 0.9;

    private readonly List<TracePoint> points = [];
    private readonly long begin = Stopwatch.GetTimestamp();
    private long next;

    /// <summary>What was read so far.</summary>
    public IReadOnlyList<TracePoint> Points => points;

    /// <summary>True if a second has passed since the last reading.</summary>
    public bool IsDue(long now) => now >= next;

    /// <summary>Reads the sensors.</summary>
    /// <param name="threads">Threads that are at work; 0 for an idle board.</param>
    public void Read(int threads)
    {
        BoardReading reading = sensors.Read();
        long now = Stopwatch.GetTimestamp();
        next = now + Stopwatch.Frequency;
        points.Add(new TracePoint(Math.Round((now - begin) / (double)Stopwatch.Frequency, 2), threads, reading.Celsius, reading.ClockMHz, reading.Throttling));
    }

    /// <summary>Why times of this trace are not those of a free board; empty if they are, or if the board does not tell.</summary>
    public IReadOnlyList<string> Reasons()
    {
        var reasons = new List<string>();
        uint now = 0, before = points.Count == 0 ? 0 : points[0].Throttling?.SinceStart ?? 0, since = before;
        foreach (TracePoint point in points)
        {
            now |= point.Throttling?.Now ?? 0;
            since |= point.Throttling?.SinceStart ?? 0;
        }

        // A short one between two readings leaves its mark among those since the start.
        now |= since & ~before;
        if (now != 0)
            reasons.Add(Throttling.Describe(now));
        if (Fall() is { } fall)
            reasons.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the clock fell from {fall.From:F0} to {fall.To:F0} MHz under load"));
        return reasons;
    }

    private (double From, double To)? Fall()
    {
        double highest = 0, lowest = double.MaxValue;
        int threads = 0;
        (double, double)? fall = null;
        foreach (TracePoint point in points)
        {
            // Some boards clock lower, as they should, when more cores work.
            if (point.Threads != threads)
                (threads, highest, lowest) = (point.Threads, 0, double.MaxValue);
            if (point.Threads == 0 || point.ClockMhz is not { } clock)
                continue;
            highest = Math.Max(highest, clock);
            if (clock < ClockFell * highest && clock < lowest)
                fall = (highest, lowest = clock);
        }

        return fall;
    }
}

/// <summary>One reading.</summary>
/// <param name="Second">Since the trace began.</param>
/// <param name="Threads">Threads that were at work; 0 for an idle board.</param>
/// <param name="Celsius">The processor's temperature.</param>
/// <param name="ClockMhz">The clock.</param>
/// <param name="Throttling">The firmware's word.</param>
internal readonly record struct TracePoint(double Second, int Threads, double? Celsius, double? ClockMhz, [property: System.Text.Json.Serialization.JsonIgnore] Throttling? Throttling)
{
    /// <summary>The firmware's word in hexadecimal, as <c>vcgencmd get_throttled</c> prints it.</summary>
    public string? Throttled => Throttling?.ToString();
}
