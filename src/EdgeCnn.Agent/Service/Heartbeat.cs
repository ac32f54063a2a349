using System.Diagnostics;

namespace EdgeCnn.Agent.Service;

/// <summary>Says when the pipeline last went on.</summary>
/// <remarks>Threading: one writer, any readers.</remarks>
internal sealed class Heartbeat
{
    private long last = Stopwatch.GetTimestamp();

    /// <summary>Something went on: a picture was decided, or there rightly is none.</summary>
    public void Beat() => Volatile.Write(ref last, Stopwatch.GetTimestamp());

    /// <summary>How long ago that was; at first, since the construction.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(Volatile.Read(ref last));
}
