using System.Runtime.InteropServices;

namespace EdgeCnn.Agent.Service;

/// <summary>SIGINT and SIGTERM end the run in order, and in time: a camera or a driver that hangs is left alone after a while.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Timer last;
    private readonly TimeSpan patience;

    /// <param name="patience">How long the end may take.</param>
    /// <param name="giveUp">Called when it takes longer.</param>
    public StopSignals(TimeSpan patience, Action giveUp)
    {
        this.patience = patience;
        last = new Timer(_ => giveUp());
        registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM]).Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        last.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        last.Change(patience, Timeout.InfiniteTimeSpan);
        stop.Cancel();
    }
}
