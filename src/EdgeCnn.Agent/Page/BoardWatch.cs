using System.Diagnostics;

namespace EdgeCnn.Agent.Page;

/// <summary>Reads the board's state at most once a second, however many look.</summary>
/// <remarks>Threading: any thread; callers wait for one that reads.</remarks>
/// <param name="read">Reads it.</param>
internal sealed class BoardWatch(Func<BoardState> read)
{
    private readonly Lock gate = new();
    private BoardState state;
    private long readAt = long.MinValue / 2;

    /// <summary>The state, at most a second old.</summary>
    public BoardState Read()
    {
        lock (gate)
        {
            long now = Stopwatch.GetTimestamp();
            if (now - readAt >= Stopwatch.Frequency)
            {
                state = read();
                readAt = now;
            }

            return state;
        }
    }
}
