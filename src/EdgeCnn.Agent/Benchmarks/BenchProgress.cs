using System.Diagnostics;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>A line on a terminal that says how far the measurement is; silent elsewhere.</summary>
/// <param name="terminal">Where it is written, or null.</param>
internal sealed class BenchProgress(TextWriter? terminal)
{
    private const int Width = 24;
    private static readonly long Pause = Stopwatch.Frequency / 5;
    private long next;
    private bool shown;

    /// <summary>Says what is done at the moment.</summary>
    /// <param name="what">For example <c>model.ecnn, 2 threads</c>.</param>
    /// <param name="share">How much of it is done, 0 to 1.</param>
    public void Show(string what, double share)
    {
        long now = Stopwatch.GetTimestamp();
        if (terminal is null || now < next)
            return;
        next = now + Pause;
        shown = true;
        int filled = (int)(Math.Clamp(share, 0, 1) * Width);
        terminal.Write($"\r\e[K[{new string('#', filled)}{new string('.', Width - filled)}] {what}");
        terminal.Flush();
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (shown)
            terminal!.Write("\r\e[K");
        shown = false;
    }
}
