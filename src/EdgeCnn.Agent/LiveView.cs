using System.Diagnostics;
using EdgeCnn.Agent.Decisions;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Imaging;

namespace EdgeCnn.Agent;

/// <summary>
/// What the page may see: the last decision always, the last picture and the layers' times only while somebody looks. The
/// pipeline copies under a short lock; encoding happens on the page's own threads.
/// </summary>
/// <param name="classes">Classes of the model.</param>
/// <param name="steps">Steps of its plan; 0 if their times are not taken.</param>
internal sealed class LiveView(int classes, int steps = 0)
{
    private static readonly long LookedFor = 3 * Stopwatch.Frequency;
    private readonly Lock gate = new();
    private readonly Frame picture = new();
    private readonly Decision last = new(classes);
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private PictureRegion region;
    private long version;
    private long lookedAt = long.MinValue / 2;
    private long layersLookedAt = long.MinValue / 2;
    private long capturedAt;
    private long publishedAt;

    /// <summary>The program's version.</summary>
    public static string Version { get; } = typeof(LiveView).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The last changes and seconds.</summary>
    public DecisionHistory History { get; } = new(classes);

    /// <summary>Times of the plan's steps; they are added only while somebody looks at them.</summary>
    public LayerTimes Layers { get; } = new(steps);

    /// <summary>Counts decisions.</summary>
    public long DecisionVersion => Volatile.Read(ref version);

    /// <summary>Seconds since the start.</summary>
    public double UptimeSeconds => Stopwatch.GetElapsedTime(startedAt).TotalSeconds;

    /// <summary>Seconds since the camera gave a picture; since the start before the first one.</summary>
    public double SecondsSinceFrame => Stopwatch.GetElapsedTime(Math.Max(Math.Max(Volatile.Read(ref capturedAt), Volatile.Read(ref publishedAt)), startedAt)).TotalSeconds;

    /// <summary>Seconds since the last decision; since the start before the first one.</summary>
    public double SecondsSinceDecision => Stopwatch.GetElapsedTime(Math.Max(Volatile.Read(ref publishedAt), startedAt)).TotalSeconds;

    /// <summary>True while a picture was captured and is not decided yet.</summary>
    public bool InWork => Volatile.Read(ref capturedAt) > Volatile.Read(ref publishedAt);

    /// <summary>Says that the camera has given a picture.</summary>
    public void Captured() => Volatile.Write(ref capturedAt, Stopwatch.GetTimestamp());

    /// <summary>Takes a decision and, while somebody looks, its picture and times.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="fit">The part of the picture that the model saw.</param>
    /// <param name="stepTicks">Stopwatch ticks of the plan's steps; empty if they were not taken.</param>
    public void Publish(Frame frame, Decision decision, PictureFit fit = default, ReadOnlySpan<long> stepTicks = default)
    {
        long now = Stopwatch.GetTimestamp();
        bool looked = now - Volatile.Read(ref lookedAt) < LookedFor;
        lock (gate)
        {
            last.CopyFrom(decision);
            region = new PictureRegion(frame.Width, frame.Height, fit);
            if (looked)
            {
                picture.CopyFrom(frame.View);
                picture.Number = frame.Number;
            }
        }

        History.Add(now, decision);
        if (now - Volatile.Read(ref layersLookedAt) < LookedFor)
            Layers.Add(stepTicks);
        Volatile.Write(ref publishedAt, now);
        Volatile.Write(ref version, version + 1);
    }

    /// <summary>Says that somebody looks, so that pictures are kept for the next seconds.</summary>
    public void Look() => Volatile.Write(ref lookedAt, Stopwatch.GetTimestamp());

    /// <summary>Says that somebody looks at the layers, so that their times are kept for the next seconds.</summary>
    public void LookAtLayers() => Volatile.Write(ref layersLookedAt, Stopwatch.GetTimestamp());

    /// <summary>Copies the last decision.</summary>
    /// <returns>The picture that it is about.</returns>
    public PictureRegion CopyDecision(Decision to)
    {
        lock (gate)
        {
            to.CopyFrom(last);
            return region;
        }
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

/// <summary>A picture's size and the part of it that the model saw.</summary>
internal readonly record struct PictureRegion(int Width, int Height, PictureFit Fit);
