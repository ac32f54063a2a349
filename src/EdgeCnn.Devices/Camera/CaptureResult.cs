namespace EdgeCnn.Devices.Camera;

/// <summary>How waiting for one picture ended.</summary>
internal enum CaptureResult
{
    /// <summary>With a whole picture.</summary>
    Captured,

    /// <summary>With a damaged one; the stream goes on.</summary>
    Corrupt,

    /// <summary>By cancellation.</summary>
    Cancelled,

    /// <summary>With nothing: the source went silent or is gone, and must be opened anew.</summary>
    Lost,

    /// <summary>At the source's own end.</summary>
    Ended,
}
