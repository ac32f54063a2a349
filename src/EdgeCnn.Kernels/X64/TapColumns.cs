using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Depthwise;

namespace EdgeCnn.Kernels.X64;

/// <summary>Codes and weights of sixteen channels in columns of three taps, as VPDPBUSD wants them.</summary>
/// <remarks>Lanes: "low" stands for channels 0..3 and 8..11, "high" for 4..7 and 12..15, the order that interleaving within 128 bits gives.</remarks>
internal static unsafe class TapColumns
{
    /// <summary>Bytes a[c], b[c], d[c], 0 of each channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(byte* a, byte* b, byte* d, out Vector256<byte> low, out Vector256<byte> high)
    {
        var two = Avx2.Or(Avx2.ConvertToVector256Int16(a), Avx2.ShiftLeftLogical(Avx2.ConvertToVector256Int16(b), 8));
        var one = Avx2.ConvertToVector256Int16(d);
        low = Avx2.UnpackLow(two, one).AsByte();
        high = Avx2.UnpackHigh(two, one).AsByte();
    }

    /// <summary>Brings sixteen values from the channels' order to that of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Arrange<T>(Vector256<T> first, Vector256<T> second, out Vector256<T> low, out Vector256<T> high)
    {
        low = Avx2.Permute2x128(first.AsByte(), second.AsByte(), 0x20).As<byte, T>();
        high = Avx2.Permute2x128(first.AsByte(), second.AsByte(), 0x31).As<byte, T>();
    }

    /// <summary>packed[kw] = the columns of the low channels, then of the high ones.</summary>
    /// <param name="taps">[3, 3, 16]</param>
    /// <param name="packed">[3, 2, 8, 4]</param>
    public static void Pack(ReadOnlySpan<sbyte> taps, Span<sbyte> packed)
    {
        const int Channels = 16;
        Span<sbyte> columns = stackalloc sbyte[3 * Channels * ColumnWeights.Taps];
        ColumnWeights.Pack(taps, Channels, columns);
        for (int kw = 0, to = 0; kw < 3; kw++)
        {
            foreach (int first in (ReadOnlySpan<int>)[0, 8, 4, 12])
            {
                columns.Slice(((kw * Channels) + first) * ColumnWeights.Taps, 4 * ColumnWeights.Taps).CopyTo(packed[to..]);
                to += 4 * ColumnWeights.Taps;
            }
        }
    }
}
