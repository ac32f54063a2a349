using System.Diagnostics;
using EdgeCnn.Devices.Gpio;

namespace EdgeCnn.Agent.Actions;

/// <summary>How a line shows an event.</summary>
internal enum PinMode
{
    /// <summary>On for a while at each event.</summary>
    Pulse,

    /// <summary>On while one of the labels is present.</summary>
    Latch,

    /// <summary>On and off by turns while one of the labels is present.</summary>
    Blink,
}

/// <summary>Switches a line. The line is opened at the first event, and again after a failure; at the end it is switched off.</summary>
/// <param name="name">What it is, for people.</param>
/// <param name="filter">The changes that it wants; latch and blink want both kinds.</param>
/// <param name="open">Opens the line.</param>
/// <param name="mode">How it shows events.</param>
/// <param name="time">Of a pulse, or half a period of blinking.</param>
/// <param name="clock">Ticks of the stopwatch; others in tests.</param>
internal sealed class PinAction(string name, EventFilter filter, Func<IOutputPin> open, PinMode mode, TimeSpan time, Func<long>? clock = null) : IAction
{
    private readonly Func<long> clock = clock ?? Stopwatch.GetTimestamp;
    private readonly long interval = (long)(time.TotalSeconds * Stopwatch.Frequency);
    private readonly HashSet<int> present = [];
    private IOutputPin? pin;
    private bool wanted;
    private bool? written;
    private bool due;
    private long dueAt;

    public string Name => name;

    public EventFilter Filter => filter;

    public bool FollowsState => mode != PinMode.Pulse;

    public void Run(in ActionEvent next, CancellationToken stop)
    {
        if (mode == PinMode.Pulse)
        {
            Switch(true);
        }
        else
        {
            if (next.Change.Entered)
                present.Add(next.Change.Label);
            else
                present.Remove(next.Change.Label);
            if (mode == PinMode.Latch || present.Count == 0)
                (wanted, due) = (present.Count > 0, false);
            else if (!due)
                Switch(true);
        }

        Apply();
    }

    public TimeSpan Tick()
    {
        if (due && clock() >= dueAt)
        {
            if (mode == PinMode.Pulse)
                (wanted, due) = (false, false);
            else
                Switch(!wanted);
        }

        Apply();
        return due ? TimeSpan.FromSeconds((double)Math.Max(0, dueAt - clock()) / Stopwatch.Frequency) + TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan;
    }

    public void Dispose()
    {
        if (pin is null)
            return;
        wanted = false;
        try
        {
            Apply();
        }
        finally
        {
            pin?.Dispose();
        }
    }

    private void Switch(bool active) => (wanted, due, dueAt) = (active, true, clock() + interval);

    // Called again each second while it fails, so a line gets its state as soon as it can be written.
    private void Apply()
    {
        if (written == wanted || (written is null && !wanted))
            return;
        pin ??= open();
        try
        {
            pin.Write(wanted);
            written = wanted;
        }
        catch
        {
            // A chip that went away comes back as another one.
            pin.Dispose();
            pin = null;
            throw;
        }
    }
}
