namespace EdgeCnn.Agent.Actions;

/// <summary>Events on their way from the pipeline to one action; neither side waits for the other.</summary>
/// <remarks>Threading: one thread posts, one takes; anybody may count. Allocates nothing after its construction.</remarks>
internal sealed class EventRing(int capacity)
{
    private readonly ActionEvent[] events = new ActionEvent[capacity];
    private long posted;
    private long taken;

    /// <summary>Events that wait.</summary>
    public int Count => (int)(Volatile.Read(ref posted) - Volatile.Read(ref taken));

    /// <summary>Adds an event.</summary>
    /// <returns>False if the ring is full, which leaves it as it is.</returns>
    public bool TryPost(in ActionEvent next)
    {
        long at = posted;
        if (at - Volatile.Read(ref taken) == events.Length)
            return false;
        events[at % events.Length] = next;
        Volatile.Write(ref posted, at + 1);
        return true;
    }

    /// <summary>Takes the oldest event.</summary>
    /// <returns>False if none waits.</returns>
    public bool TryTake(out ActionEvent oldest)
    {
        long at = taken;
        if (at == Volatile.Read(ref posted))
        {
            oldest = default;
            return false;
        }

        oldest = events[at % events.Length];
        Volatile.Write(ref taken, at + 1);
        return true;
    }
}
