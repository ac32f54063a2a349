namespace EdgeCnn.Testing;

/// <summary>Counts what code allocates.</summary>
public static class Allocations
{
    private const int Attempts = 4;

    /// <summary>The least that the calling thread allocates in an action, of four runs: what the action does, it does each time, but the runtime books work of its own on whatever thread is there.</summary>
    public static long Least(Action action)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
