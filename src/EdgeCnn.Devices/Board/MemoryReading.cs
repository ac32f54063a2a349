namespace EdgeCnn.Devices.Board;

/// <summary>The machine's memory.</summary>
/// <param name="TotalBytes">All of it that the kernel uses.</param>
/// <param name="AvailableBytes">What programs can still get without swapping.</param>
public readonly record struct MemoryReading(long TotalBytes, long AvailableBytes);
