using EdgeCnn.Agent.Deployment;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent rollback</c>: the slot before runs again, whatever its health: it was asked for.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="unit">The service.</param>
/// <param name="watch">Watches its health.</param>
internal sealed class RollbackCommand(ActivateOptions options, Stream output, IServiceUnit unit, HealthWatch watch)
{
    /// <returns>0, or 5 if the slot before runs but is not well.</returns>
    /// <exception cref="EdgeCnnException">There is no slot before (2), another installation is on its way (4), or the slot is not whole (5); nothing changed.</exception>
    public int Run(CancellationToken cancellation)
    {
        SlotStore store;
        try
        {
            store = SlotStore.Open(options.Root);
        }
        catch (EdgeCnnException error) when (options.IfUnconfirmed && error.ExitCode == ExitCode.Device)
        {
            return Report(new ActivateReport(true, null, null, null, null, null, $"nothing done: {error.Message}"));
        }

        using (store)
        {
            if (options.IfUnconfirmed || store.Recovered is not null)
                return AfterRecovery(store);
            string previous = store.State.Previous ?? throw new EdgeCnnException($"{options.Root}: there is no slot before {store.State.Active ?? "the first one"}. See 'edgecnn-agent status'.", ExitCode.Usage);
            store.Switch(previous);
            // From here on it is the one that was asked for, also if the service has trouble.
            store.Confirm();
            if (!options.Restart)
                return Report(Of(store, true, null, $"{previous} is active; restart the service to run it"));
            unit.Restart();
            HealthReport health = watch.Watch(TimeSpan.FromSeconds(options.HealthSeconds), cancellation);
            return Report(Of(store, health.Healthy, health, $"{previous} is active: {health.Detail}"));
        }
    }

    // Opening the store was the rollback.
    private int AfterRecovery(SlotStore store)
    {
        if (store.Recovered is not { } failure)
            return Report(Of(store, true, null, "no switch was left unconfirmed"));
        if (options.Restart && store.State.Active is null)
            unit.Stop();
        else if (options.Restart)
            unit.Restart();
        return Report(Of(store, true, null, $"the switch to {failure.Slot} was taken back: {failure.Reason}"));
    }

    private static ActivateReport Of(SlotStore store, bool ok, HealthReport? health, string detail) =>
        new(ok, store.State.Active, store.State.Active, store.State.Previous, health, store.Recovered, detail);

    private int Report(ActivateReport report)
    {
        new ReportOutput(output, options.Json).Result(report, SlotReportJson.Default.ActivateReport, report.Detail);
        return (int)(report.Ok ? ExitCode.Ok : ExitCode.CheckFailed);
    }
}
