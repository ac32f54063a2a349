using System.Runtime.InteropServices;

namespace EdgeCnn.Agent.Selftest;

/// <summary>A buffer for a kernel with a fence on both sides, which shows whether the kernel wrote outside it.</summary>
/// <param name="length">Elements.</param>
internal sealed class FencedMemory<T>(int length)
    where T : unmanaged
{
    // Wider than what a kernel stores at once, a row of a tile.
    private const int FenceBytes = 1024;
    private const byte Mark = 0xa5;

    private readonly byte[] bytes = Marked((2 * FenceBytes) + (length * Marshal.SizeOf<T>()));

    /// <summary>What the kernel gets; any values at first.</summary>
    public Span<T> Span => MemoryMarshal.Cast<byte, T>(bytes.AsSpan()[FenceBytes..^FenceBytes]);

    /// <summary>True if both fences are as they were.</summary>
    public bool IsWhole => !bytes.AsSpan(0, FenceBytes).ContainsAnyExcept(Mark) && !bytes.AsSpan()[^FenceBytes..].ContainsAnyExcept(Mark);

    private static byte[] Marked(int length)
    {
        byte[] marked = new byte[length];
        marked.AsSpan().Fill(Mark);
        return marked;
    }
}
