namespace EdgeCnn.Agent.Deployment;

/// <summary>Looks at a service that was just started: it must stay up, in one process, and its page must not say that it is ill.</summary>
/// <param name="unit">The service.</param>
/// <param name="page">The status of its page's answer, or null while it gives none.</param>
/// <param name="mustAnswer">True if no answer is a fault; false where the page may be switched off.</param>
/// <param name="clock">Tells how long it lasts.</param>
/// <param name="wait">Waits between two looks.</param>
internal sealed class HealthWatch(IServiceUnit unit, Func<int?> page, bool mustAnswer, TimeProvider clock, Action<TimeSpan> wait)
{
    private const int Healthy = 200;
    private const int Ill = 503;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>Watches for a time; ends early at what cannot get well.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was set.</exception>
    public HealthReport Watch(TimeSpan time, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        ServiceState? first = null;
        int? answer = null;
        bool answered = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            ServiceState? state = unit.State();
            first ??= state is { Active: "active", Process: > 0 } ? state : null;
            if (Fault(state, first) is { } fault)
                return Report(false, fault);
            answer = page();
            answered |= answer == Healthy;
            TimeSpan left = time - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                return Judge(state);
            wait(left < Step ? left : Step);
        }

        HealthReport Judge(ServiceState? state)
        {
            if (state is not { Active: "active" })
                return Report(false, $"{unit.Name} is {state?.Active} ({state?.Sub}) after {time.TotalSeconds:F0} s");
            if (answer == Healthy)
                return Report(true, "active, and its page says that it is well");
            if (answer == Ill || answered || mustAnswer)
                return Report(false, $"{unit.Name} is active, but its page {(answer is { } status ? $"answers {status}" : "does not answer")}");
            return Report(true, answer is { } other ? $"active; its page answers {other}, which says nothing" : "active; it has no page on the usual port");
        }

        HealthReport Report(bool healthy, string detail) => new(healthy, healthy ? detail : $"{detail}.{unit.LastWords()}", Math.Round(clock.GetElapsedTime(start).TotalSeconds, 1));
    }

    private string? Fault(ServiceState? state, ServiceState? first) => state switch
    {
        null => $"{unit.Name} is gone",
        { Active: "failed" or "inactive" or "deactivating" } => $"{unit.Name} is {state.Active} ({state.Sub}): see 'journalctl -u {unit.Name}'",
        { Sub: "auto-restart" } => $"{unit.Name} fell over and is started again: see 'journalctl -u {unit.Name}'",
        _ when first is not null && (state.Process != first.Process || state.Restarts > first.Restarts) => $"{unit.Name} fell over and was started again: see 'journalctl -u {unit.Name}'",
        _ => null,
    };
}

/// <summary>How a service was.</summary>
/// <param name="Healthy">True if it was well to the end.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Seconds">How long it was watched.</param>
internal sealed record HealthReport(bool Healthy, string Detail, double Seconds);
