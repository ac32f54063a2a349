namespace EdgeCnn.Devices.Camera;

/// <summary>Counts what a live camera did since it was opened.</summary>
/// <remarks>Threading: any thread may read while another captures.</remarks>
public interface ICameraCounters
{
    /// <summary>Pictures that arrived whole.</summary>
    long Captured { get; }

    /// <summary>Pictures that arrived whole or were lost on the way, and that nobody saw because a newer one came.</summary>
    long Dropped { get; }

    /// <summary>Pictures that arrived damaged and were skipped.</summary>
    long Corrupt { get; }

    /// <summary>How often the device or program was opened again.</summary>
    long Reconnects { get; }

    /// <summary>Why it was opened again or could not be the last time; null if that never happened.</summary>
    string? LastFault { get; }
}
