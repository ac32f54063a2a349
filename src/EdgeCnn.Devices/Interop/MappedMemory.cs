namespace EdgeCnn.Devices.Interop;

/// <summary>Views of memory that a driver shares; its owner says how long it lives.</summary>
internal static unsafe class MappedMemory
{
    /// <summary>The bytes at an address.</summary>
    public static ReadOnlySpan<byte> Span(nint address, int length) => new((void*)address, length);
}
