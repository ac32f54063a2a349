using EdgeCnn.Agent.Deployment;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent activate</c>: another slot runs, and goes on only if it is well; otherwise the one before does.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="unit">The service.</param>
/// <param name="watch">Watches its health.</param>
internal sealed class ActivateCommand(ActivateOptions options, Stream output, IServiceUnit unit, HealthWatch watch)
{
    /// <returns>0, or 5 if the slot was not well and the one before runs again.</returns>
    /// <exception cref="EdgeCnnException">There is no such slot or service, it is not whole, or another installation is on its way; nothing changed.</exception>
    public int Run(CancellationToken cancellation)
    {
        using SlotStore store = SlotStore.Open(options.Root);
        if (options.Restart && unit.State() is null)
            throw new EdgeCnnException($"{unit.Name}: this board has no such service. Install it with deploy/install.sh, name another one with --unit, or switch only, with --no-restart.", ExitCode.Device);
        string slot = options.Slot == "latest" ? store.Layout.Names().LastOrDefault() ?? throw new EdgeCnnException($"{options.Root}: no slot is installed. Install a bundle first: edgecnn-agent install BUNDLE.", ExitCode.Usage) : options.Slot;
        if (slot == store.State.Active)
            return AlreadyActive(store, slot, cancellation);
        HealthReport? health;
        try
        {
            store.Switch(slot);
            health = RestartAndWatch(cancellation);
        }
        catch (OperationCanceledException)
        {
            health = new HealthReport(false, "it was told to stop while the service was watched", 0);
        }
        catch
        {
            Restore(store, "the switch failed");
            throw;
        }

        if (health is { Healthy: false })
        {
            SlotFailure failure = Restore(store, health.Detail)!;
            return Report(store, false, slot, health, failure, $"{slot} was not well: {health.Detail}; {(store.State.Active is { } old ? $"{old} runs again" : "nothing runs, as before")}");
        }

        store.Confirm();
        return Report(store, true, slot, health, null, $"{slot} is active{(health is null ? "; restart the service to run it" : $": {health.Detail}")}");
    }

    private int AlreadyActive(SlotStore store, string slot, CancellationToken cancellation)
    {
        // A switch that was taken back a moment ago still runs; an ill service gets a chance.
        HealthReport? health = options.Restart && (store.Recovered is not null || unit.State() is not { Active: "active" }) ? RestartAndWatch(cancellation) : null;
        bool ok = health is null or { Healthy: true };
        return Report(store, ok, slot, health, null, $"{slot} was active already{(health is null ? "" : $": {health.Detail}")}");
    }

    private HealthReport? RestartAndWatch(CancellationToken cancellation)
    {
        if (!options.Restart)
            return null;
        try
        {
            unit.Restart();
        }
        catch (EdgeCnnException error)
        {
            return new HealthReport(false, error.Message, 0);
        }

        return watch.Watch(TimeSpan.FromSeconds(options.HealthSeconds), cancellation);
    }

    private SlotFailure? Restore(SlotStore store, string reason)
    {
        SlotFailure? failure = store.TakeBack(reason);
        if (failure is null || !options.Restart)
            return failure;
        try
        {
            if (store.State.Active is null)
                unit.Stop();
            else
                unit.Restart();
        }
        catch (EdgeCnnException error)
        {
            throw new EdgeCnnException($"{reason}; the slot before is active again, but {error.Message}", ExitCode.CheckFailed, error);
        }

        return failure;
    }

    private int Report(SlotStore store, bool ok, string slot, HealthReport? health, SlotFailure? failed, string detail)
    {
        new ReportOutput(output, options.Json).Result(new ActivateReport(ok, slot, store.State.Active, store.State.Previous, health, failed, detail), SlotReportJson.Default.ActivateReport, detail);
        return (int)(ok ? ExitCode.Ok : ExitCode.CheckFailed);
    }
}
