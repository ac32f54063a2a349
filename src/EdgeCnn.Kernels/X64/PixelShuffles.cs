using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>Sixteen pixels of three bytes each into three vectors and back.</summary>
internal static unsafe class PixelShuffles
{
    private const byte Out = 0x80;

    // [component, vector]: where in each of three vectors the component's bytes lie.
    private static ReadOnlySpan<byte> SplitMasks =>
    [
        0, 3, 6, 9, 12, 15, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out,
        Out, Out, Out, Out, Out, Out, 2, 5, 8, 11, 14, Out, Out, Out, Out, Out,
        Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, 1, 4, 7, 10, 13,
        1, 4, 7, 10, 13, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out,
        Out, Out, Out, Out, Out, 0, 3, 6, 9, 12, 15, Out, Out, Out, Out, Out,
        Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, 2, 5, 8, 11, 14,
        2, 5, 8, 11, 14, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, Out,
        Out, Out, Out, Out, Out, 1, 4, 7, 10, 13, Out, Out, Out, Out, Out, Out,
        Out, Out, Out, Out, Out, Out, Out, Out, Out, Out, 0, 3, 6, 9, 12, 15,
    ];

    // [vector, component]: which of a component's bytes go where in each of three vectors.
    private static ReadOnlySpan<byte> JoinMasks =>
    [
        0, Out, Out, 1, Out, Out, 2, Out, Out, 3, Out, Out, 4, Out, Out, 5,
        Out, 0, Out, Out, 1, Out, Out, 2, Out, Out, 3, Out, Out, 4, Out, Out,
        Out, Out, 0, Out, Out, 1, Out, Out, 2, Out, Out, 3, Out, Out, 4, Out,
        Out, Out, 6, Out, Out, 7, Out, Out, 8, Out, Out, 9, Out, Out, 10, Out,
        5, Out, Out, 6, Out, Out, 7, Out, Out, 8, Out, Out, 9, Out, Out, 10,
        Out, 5, Out, Out, 6, Out, Out, 7, Out, Out, 8, Out, Out, 9, Out, Out,
        Out, 11, Out, Out, 12, Out, Out, 13, Out, Out, 14, Out, Out, 15, Out, Out,
        Out, Out, 11, Out, Out, 12, Out, Out, 13, Out, Out, 14, Out, Out, 15, Out,
        10, Out, Out, 11, Out, Out, 12, Out, Out, 13, Out, Out, 14, Out, Out, 15,
    ];

    /// <summary>One component of 48 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Split(Vector128<byte> x, Vector128<byte> y, Vector128<byte> z, int component) => Choose(SplitMasks, component, x, y, z);

    /// <summary>One vector of the three with a, b and c in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Join(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, int vector) => Choose(JoinMasks, vector, a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Choose(ReadOnlySpan<byte> masks, int row, Vector128<byte> x, Vector128<byte> y, Vector128<byte> z)
    {
        ref byte mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(masks), 48 * row);
        return Ssse3.Shuffle(x, Vector128.LoadUnsafe(ref mask)) | Ssse3.Shuffle(y, Vector128.LoadUnsafe(ref mask, 16)) | Ssse3.Shuffle(z, Vector128.LoadUnsafe(ref mask, 32));
    }
}
