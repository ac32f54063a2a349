namespace EdgeCnn.Agent.Actions;

/// <summary>Waits that double with each failure, each drawn between half and all of it, so that many boards do not come back at once.</summary>
/// <param name="first">The first wait at most.</param>
/// <param name="most">Any wait at most.</param>
/// <param name="random">Draws.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan most, Random random)
{
    private int failures;

    /// <summary>How long to wait after one more failure.</summary>
    public TimeSpan Next()
    {
        double limit = Math.Min(most.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(failures++, 30)));
        return TimeSpan.FromSeconds(limit * (0.5 + (0.5 * random.NextDouble())));
    }

    /// <summary>Begins anew after a success.</summary>
    public void Reset() => failures = 0;
}
