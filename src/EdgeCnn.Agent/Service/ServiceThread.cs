using System.Diagnostics;
using EdgeCnn.Agent.Reports;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Service;

/// <summary>Looks after the pipeline from beside it: feeds systemd's watchdog while pictures are decided, and only then, tells the status, shows the light, looks at the heat.</summary>
internal sealed class ServiceThread : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly long StatusTicks = 5 * Stopwatch.Frequency;
    private readonly ServiceNotifier notifier;
    private readonly Heartbeat heartbeat;
    private readonly RunTotals totals;
    private readonly TimeSpan limit;
    private readonly Action<string> warn;
    private readonly Func<IOutputPin>? openLight;
    private readonly HeatWatch? heat;
    private readonly ManualResetEvent stop = new(false);
    private readonly Thread thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="notifier">Tells systemd.</param>
    /// <param name="heartbeat">Of the pipeline.</param>
    /// <param name="totals">Of the run.</param>
    /// <param name="limit">A pipeline that does nothing for so long is stuck.</param>
    /// <param name="warn">Gets a line when it gets stuck, and one when it goes on.</param>
    /// <param name="openLight">Opens a light; null for none.</param>
    /// <param name="heat">Looks at the temperature; null for none.</param>
    public ServiceThread(ServiceNotifier notifier, Heartbeat heartbeat, RunTotals totals, TimeSpan limit, Action<string> warn, Func<IOutputPin>? openLight, HeatWatch? heat = null)
    {
        (this.notifier, this.heartbeat, this.totals, this.limit, this.warn, this.openLight, this.heat) = (notifier, heartbeat, totals, limit, warn, openLight, heat);
        thread = new Thread(Work) { IsBackground = true, Name = "service" };
        thread.Start();
    }

    public void Dispose()
    {
        stop.Set();
        // A light that hangs must not hold the end.
        if (thread.Join(TimeSpan.FromSeconds(2)))
            stop.Dispose();
    }

    private void Work()
    {
        TimeSpan interval = notifier.WatchdogInterval / 2 is { } half && half < Longest ? half : Longest;
        using IOutputPin? light = Open();
        bool worked = true;
        long told = -StatusTicks;
        do
        {
            bool works = heartbeat.Age < limit;
            if (works && notifier.WatchdogInterval is not null)
                notifier.Watchdog();
            if (works != worked)
                warn(works ? "pictures are decided again" : $"no picture was decided for {limit.TotalSeconds:0.#} s: camera or inference is stuck");
            if (notifier.IsUsed && (works != worked || Stopwatch.GetTimestamp() - told >= StatusTicks))
            {
                notifier.Status(totals.Frames, totals.Rate.PerSecond(), works);
                told = Stopwatch.GetTimestamp();
            }

            Show(light, works);
            heat?.Look();
            worked = works;
        }
        while (!stop.WaitOne(interval));
        Show(light, false);
    }

    private IOutputPin? Open()
    {
        try
        {
            return openLight?.Invoke();
        }
        catch (Exception error)
        {
            warn($"no status light: {error.Message}");
            return null;
        }
    }

    // A light is an ornament: its failures are nobody's.
    private static void Show(IOutputPin? light, bool works)
    {
        try
        {
            light?.Write(works);
        }
        catch (Graph.EdgeCnnException)
        {
            // It says so itself when it is opened.
        }
    }
}
