namespace EdgeCnn.Devices.Camera;

/// <summary>Waits between attempts, twice as long each time, up to a limit.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan most)
{
    private TimeSpan last;

    /// <summary>Waits.</summary>
    /// <returns>False on cancellation.</returns>
    public bool Wait(CancellationToken cancellation)
    {
        last = last == TimeSpan.Zero ? first : last * 2 < most ? last * 2 : most;
        return !cancellation.WaitHandle.WaitOne(last);
    }

    /// <summary>Begins with the shortest wait again.</summary>
    public void Reset() => last = TimeSpan.Zero;
}
