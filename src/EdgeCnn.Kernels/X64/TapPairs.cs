using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>Codes and weights of eight channels in pairs of taps, as VPMADDWD wants them.</summary>
internal static unsafe class TapPairs
{
    private const int Channels = 8;

    /// <summary>(a[c], b[c]) of each channel in 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Two(byte* a, byte* b) =>
        Avx2.ConvertToVector256Int16(Sse2.UnpackLow(Vector128.CreateScalarUnsafe(*(ulong*)a).AsByte(), Vector128.CreateScalarUnsafe(*(ulong*)b).AsByte()));

    /// <summary>(a[c], 0) of each channel in 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> One(byte* a) => Avx2.ConvertToVector256Int32(a).AsInt16();

    /// <summary>packed[kw] = the pairs of the first two rows, then those of the third row and 0.</summary>
    /// <param name="taps">[3, 3, 8]</param>
    /// <param name="packed">[3, 2, 8, 2]</param>
    public static void PackColumns(ReadOnlySpan<sbyte> taps, Span<sbyte> packed)
    {
        for (int kw = 0; kw < 3; kw++)
        {
            for (int kh = 0; kh < 4; kh++)
            {
                for (int c = 0; c < Channels; c++)
                    packed[(((((kw * 2) + (kh / 2)) * Channels) + c) * 2) + (kh % 2)] = kh < 3 ? taps[(((kh * 3) + kw) * Channels) + c] : (sbyte)0;
            }
        }
    }

    /// <summary>packed[kh] = the pairs of the first two taps of a row, of the next two, of the last and 0.</summary>
    /// <param name="taps">[5, 5, 8]</param>
    /// <param name="packed">[5, 3, 8, 2]</param>
    public static void PackRows(ReadOnlySpan<sbyte> taps, Span<sbyte> packed)
    {
        for (int kh = 0; kh < 5; kh++)
        {
            for (int kw = 0; kw < 6; kw++)
            {
                for (int c = 0; c < Channels; c++)
                    packed[(((((kh * 3) + (kw / 2)) * Channels) + c) * 2) + (kw % 2)] = kw < 5 ? taps[(((kh * 5) + kw) * Channels) + c] : (sbyte)0;
            }
        }
    }
}
