using System.Diagnostics;

namespace EdgeCnn.Agent.Reports;

/// <summary>What was decided lately: the last changes of the label, and a line for each of the last seconds.</summary>
/// <remarks>
/// Units: times are milliseconds since the history was made.
/// Threading: one writer, any readers. Writing allocates nothing.
/// </remarks>
/// <param name="classes">Classes of the model.</param>
internal sealed class DecisionHistory(int classes)
{
    /// <summary>Changes that are kept.</summary>
    public const int Changes = 16;

    /// <summary>Seconds that are kept.</summary>
    public const int Seconds = 300;

    // A decision whose time was taken in the old second may come a little later.
    private const int LateMs = 200;

    private readonly Lock gate = new();
    private readonly DecisionChange[] changes = new DecisionChange[Changes];
    private readonly int[] counts = new int[classes]; // pictures of each class in the current second
    private readonly DecisionSecond[] seconds = new DecisionSecond[Seconds];
    private readonly long startedAt = Stopwatch.GetTimestamp();
    private long changed;
    private long finished;
    private DecisionSecond current;

    /// <summary>The clock of the history.</summary>
    public long NowMs => MsOf(Stopwatch.GetTimestamp());

    /// <summary>Adds a decision.</summary>
    /// <param name="now">When, on the clock of <see cref="Stopwatch.GetTimestamp"/>; never before the last one.</param>
    /// <param name="decision">What was decided.</param>
    public void Add(long now, Decisions.Decision decision)
    {
        long ms = MsOf(now);
        lock (gate)
        {
            AddChange(ms, decision);
            AddSecond(ms / 1000, decision);
        }
    }

    /// <summary>Copies the changes, the newest last.</summary>
    /// <param name="to">At least <see cref="Changes"/> long.</param>
    /// <returns>How many there are.</returns>
    public int CopyChanges(Span<DecisionChange> to)
    {
        lock (gate)
            return CopyRing(changes, changed, 0, to);
    }

    /// <summary>Copies the seconds that are over, the newest last. A second without a decision is left out.</summary>
    /// <param name="after">Only seconds that were finished after so many others.</param>
    /// <param name="to">At least <see cref="Seconds"/> long.</param>
    /// <param name="count">How many were copied.</param>
    /// <returns>How many have been finished so far: the next call's <paramref name="after"/>.</returns>
    public long CopySeconds(long after, Span<DecisionSecond> to, out int count)
    {
        lock (gate)
        {
            // Without decisions no later one ends the second.
            if (current.Frames > 0 && NowMs > (1000 * (current.Second + 1)) + LateMs)
                FinishSecond();
            count = CopyRing(seconds, finished, after, to);
            return finished;
        }
    }

    private static int CopyRing<T>(T[] ring, long written, long after, Span<T> to)
    {
        long first = Math.Max(after, written - ring.Length);
        int count = (int)Math.Max(0, written - first);
        for (int i = 0; i < count; i++)
            to[i] = ring[(first + i) % ring.Length];
        return count;
    }

    private long MsOf(long timestamp) => (timestamp - startedAt) * 1000 / Stopwatch.Frequency;

    // A known truth makes a change too, so that each picture of a test set is seen to be right or wrong.
    private void AddChange(long ms, Decisions.Decision decision)
    {
        ref DecisionChange last = ref changes[(changed + Changes - 1) % Changes];
        if (changed > 0 && last.Label == decision.Best && last.Truth == decision.Truth)
        {
            last = last with { Frames = last.Frames + 1, Probability = decision.Probability };
            return;
        }

        changes[changed++ % Changes] = new DecisionChange(ms, decision.Best, decision.Truth, decision.Probability, 1);
    }

    private void AddSecond(long second, Decisions.Decision decision)
    {
        if (current.Frames > 0 && second > current.Second)
            FinishSecond();
        int us = decision.Times.TotalUs, best = decision.Best, count = ++counts[best];
        // Of classes with equally many pictures the one stays that had so many first.
        bool leads = count > current.OfLabel;
        current = new DecisionSecond(second, leads ? best : current.Label, leads ? count : current.OfLabel, current.Frames + 1, current.SumUs + us, Math.Max(current.MostUs, us));
    }

    private void FinishSecond()
    {
        seconds[finished++ % Seconds] = current;
        current = default;
        Array.Clear(counts);
    }
}

/// <summary>A run of equal decisions.</summary>
/// <param name="AtMs">When it began.</param>
/// <param name="Label">The class.</param>
/// <param name="Truth">The class that is known to be right, or −1.</param>
/// <param name="Probability">The class's probability, of the newest picture.</param>
/// <param name="Frames">Pictures that it lasted so far.</param>
internal readonly record struct DecisionChange(long AtMs, int Label, int Truth, float Probability, long Frames);

/// <summary>What was decided in one second.</summary>
/// <param name="Second">Counts the seconds from 0.</param>
/// <param name="Label">The class that was decided most often.</param>
/// <param name="OfLabel">Pictures of that class.</param>
/// <param name="Frames">Pictures.</param>
/// <param name="SumUs">Their latencies, added.</param>
/// <param name="MostUs">The longest latency.</param>
internal readonly record struct DecisionSecond(long Second, int Label, int OfLabel, int Frames, long SumUs, int MostUs);
