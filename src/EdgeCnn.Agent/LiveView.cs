using System.Diagnostics;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent;

/// <summary>
/// What the page may see: the last decision always, the last picture only while somebody looks. The pipeline copies under
/// a short lock; encoding happens on the page's own threads.
/// </summary>
internal sealed class LiveView(int classes)
{
    private static readonly long LookedFor = 3 * Stopwatch.Frequency;
    private readonly Lock gate = new();
    private readonly Frame picture = new();
    private readonly Decision last = new(classes);
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private long version;
    private long lookedAt = long.MinValue / 2;
    private long publishedAt;

    /// <summary>The program's version.</summary>
    public static string Version { get; } = typeof(LiveView).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Counts decisions.</summary>
    public long DecisionVersion => Volatile.Read(ref version);

    /// <summary>Seconds since the last decision; since the start before the first one.</summary>
    public double SecondsSinceDecision => Stopwatch.GetElapsedTime(Math.Max(Volatile.Read(ref publishedAt), startedAt)).TotalSeconds;

    /// <summary>Takes a decision and, while somebody looks, its picture.</summary>
    public void Publish(Frame frame, Decision decision)
    {
        long now = Stopwatch.GetTimestamp();
        bool looked = now - Volatile.Read(ref lookedAt) < LookedFor;
        lock (gate)
        {
            last.CopyFrom(decision);
            if (looked)
            {
                picture.CopyFrom(frame.View);
                picture.Number = frame.Number;
            }
        }

        Volatile.Write(ref publishedAt, now);
        Volatile.Write(ref version, version + 1);
    }

    /// <summary>Says that somebody looks, so that pictures are kept for the next seconds.</summary>
    public void Look() => Volatile.Write(ref lookedAt, Stopwatch.GetTimestamp());

    /// <summary>Copies the last decision.</summary>
    public void CopyDecision(Decision to)
    {
        lock (gate)
            to.CopyFrom(last);
    }

    /// <summary>Copies the last picture that was kept.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryCopyPicture(Frame to)
    {
        lock (gate)
        {
            if (picture.Width == 0)
                return false;
            to.CopyFrom(picture.View);
            to.Number = picture.Number;
            return true;
        }
    }
}
