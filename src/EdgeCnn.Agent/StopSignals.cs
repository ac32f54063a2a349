using System.Runtime.InteropServices;

namespace EdgeCnn.Agent;

/// <summary>Signals that end a command in order: SIGINT and SIGTERM.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Timer? last;
    private readonly TimeSpan patience;

    /// <summary>For work that must come to its end on the board when the connection that started it is lost: SIGHUP does nothing.</summary>
    public StopSignals() => registrations = [On(PosixSignal.SIGINT, Stop), On(PosixSignal.SIGTERM, Stop), On(PosixSignal.SIGHUP, static context => context.Cancel = true)];

    /// <summary>For work that a camera or driver may hold for ever: it is left alone after a while.</summary>
    /// <param name="patience">How long the end may take.</param>
    /// <param name="giveUp">Called when it takes longer.</param>
    public StopSignals(TimeSpan patience, Action giveUp)
    {
        this.patience = patience;
        last = new Timer(_ => giveUp());
        registrations = [On(PosixSignal.SIGINT, Stop), On(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        last?.Dispose();
        stop.Dispose();
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action<PosixSignalContext> handler) => PosixSignalRegistration.Create(signal, handler);

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        last?.Change(patience, Timeout.InfiniteTimeSpan);
        stop.Cancel();
    }
}
