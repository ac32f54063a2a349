namespace EdgeCnn.Devices.Gpio;

/// <summary>A line that is only remembered: for tests, and for trying a configuration without wires.</summary>
/// <param name="description">What it is called.</param>
/// <remarks>Threading: any thread may press and read while another writes or waits.</remarks>
public sealed class FakePin(string description = "fake pin") : IOutputPin, IInputPin
{
    private const int MaxHistory = 10000;
    private readonly List<bool> history = [];
    private readonly SemaphoreSlim presses = new(0);

    /// <inheritdoc/>
    public string Description => description;

    /// <summary>The state now.</summary>
    public bool IsActive { get; private set; }

    /// <summary>True once it was disposed.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>An error that the next writes throw; null for none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>All that was written, the oldest first; at most the first 10,000.</summary>
    public IReadOnlyList<bool> History
    {
        get
        {
            lock (history)
                return [.. history];
        }
    }

    /// <inheritdoc/>
    public void Write(bool active)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Failure is not null)
            throw Failure;
        lock (history)
        {
            IsActive = active;
            if (history.Count < MaxHistory)
                history.Add(active);
        }
    }

    /// <summary>Makes the line active for the one who waits, or the next one to wait.</summary>
    public void Press() => presses.Release();

    /// <inheritdoc/>
    public bool WaitForActive(TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            bool pressed = presses.Wait(timeout, cancellation);

            // Presses that came meanwhile count as one, as they do at a real line.
            while (pressed && presses.Wait(0, CancellationToken.None))
            {
            }

            return pressed;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => IsDisposed = true;
}
