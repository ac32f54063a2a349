namespace EdgeCnn.Devices.Camera;

/// <summary>The counters of one camera, written by its capturing thread and read by all.</summary>
internal sealed class CameraCounts : ICameraCounters
{
    private long captured;
    private long dropped;
    private long corrupt;
    private long reconnects;
    private volatile string? lastFault;

    /// <inheritdoc/>
    public long Captured => Volatile.Read(ref captured);

    /// <inheritdoc/>
    public long Dropped => Volatile.Read(ref dropped);

    /// <inheritdoc/>
    public long Corrupt => Volatile.Read(ref corrupt);

    /// <inheritdoc/>
    public long Reconnects => Volatile.Read(ref reconnects);

    /// <inheritdoc/>
    public string? LastFault => lastFault;

    /// <summary>Counts a whole picture.</summary>
    /// <returns>Its number, from 1.</returns>
    public long AddCaptured() => Interlocked.Increment(ref captured);

    /// <summary>Counts pictures that were overtaken.</summary>
    public void AddDropped(long pictures) => Interlocked.Add(ref dropped, pictures);

    /// <summary>Counts a damaged picture.</summary>
    public void AddCorrupt() => Interlocked.Increment(ref corrupt);

    /// <summary>Counts a device that came back.</summary>
    public void AddReconnect() => Interlocked.Increment(ref reconnects);

    /// <summary>Keeps the reason of a loss.</summary>
    public void SetFault(string reason) => lastFault = reason;
}
