using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels.X64;

/// <summary>Winograd's F(2x2, 3x3) on codes: 16 products where 4 outputs take 36.</summary>
/// <remarks>
/// Exactness: points are at most 4·255 and weights 9·128, so both fit 16 bits; weights are transformed fourfold, so outputs come out as
/// 4 times the true sums, at most 4·9·255·128 for each channel.
/// </remarks>
internal readonly unsafe struct Int8Winograd2x2Avx512 : IWinogradInt8MicroKernel
{
    public static WinogradInt8Format Format { get; } = new("int8-winograd-2x2-avx512", Outputs: 2, MaxChannels: 1824, InputCycles: 25, OutputCycles: FullWidth.IsLikely ? 10 : 60);

    public static bool IsSupported => Avx512BW.IsSupported;

    public static ReadOnlySpan<sbyte> WeightRows => [2, 0, 0, 1, 1, 1, 1, -1, 1, 0, 0, 2];

    [MethodImpl(Compilation.Hot)]
    public static void Input(byte* input, nint nextRow, nint channels, short* points, nint nextPoint)
    {
        for (nint c = 0; c < channels; c += 16, input += 16, points += 16)
        {
            byte* row = input;
            var (d00, d01, d02, d03) = Row(row, channels);
            row += nextRow;
            var (d10, d11, d12, d13) = Row(row, channels);
            row += nextRow;
            var (d20, d21, d22, d23) = Row(row, channels);
            row += nextRow;
            var (d30, d31, d32, d33) = Row(row, channels);
            short* to = points;
            Store(d00 - d20, d01 - d21, d02 - d22, d03 - d23, to, nextPoint);
            to += 4 * nextPoint;
            Store(d10 + d20, d11 + d21, d12 + d22, d13 + d23, to, nextPoint);
            to += 4 * nextPoint;
            Store(d20 - d10, d21 - d11, d22 - d12, d23 - d13, to, nextPoint);
            to += 4 * nextPoint;
            Store(d10 - d30, d11 - d31, d12 - d32, d13 - d33, to, nextPoint);
        }
    }

    [MethodImpl(Compilation.Hot)]
    public static void Output(int* points, nint nextPoint, nint columns, in CodesTile to, in TilePart part)
    {
        byte* codes = to.Codes;
        for (nint c = 0; c < columns; c += 16, points += 16, codes += 16)
        {
            int* at = points;
            var (t00, t10) = Column(at, 4 * nextPoint);
            at += nextPoint;
            var (t01, t11) = Column(at, 4 * nextPoint);
            at += nextPoint;
            var (t02, t12) = Column(at, 4 * nextPoint);
            at += nextPoint;
            var (t03, t13) = Column(at, 4 * nextPoint);
            var store = new CodeStore16(to, c);
            byte* y = codes;
            store.Store((t00 + t01 + t02) >> 2, y);
            if (part.Columns > 1)
                store.Store((t01 - t02 - t03) >> 2, y + to.Stride);
            if (part.Rows > 1)
            {
                y += part.NextRow;
                store.Store((t10 + t11 + t12) >> 2, y);
                if (part.Columns > 1)
                    store.Store((t11 - t12 - t13) >> 2, y + to.Stride);
            }
        }
    }

    // Four pixels of a row, and the transform along it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<short> P0, Vector256<short> P1, Vector256<short> P2, Vector256<short> P3) Row(byte* from, nint nextPixel)
    {
        Vector256<short> d0 = Avx2.ConvertToVector256Int16(from), d1 = Avx2.ConvertToVector256Int16(from + nextPixel);
        Vector256<short> d2 = Avx2.ConvertToVector256Int16(from + (2 * nextPixel)), d3 = Avx2.ConvertToVector256Int16(from + (3 * nextPixel));
        return (d0 - d2, d1 + d2, d2 - d1, d1 - d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<short> p0, Vector256<short> p1, Vector256<short> p2, Vector256<short> p3, short* to, nint nextPoint)
    {
        p0.Store(to);
        p1.Store(to + nextPoint);
        p2.Store(to + (2 * nextPoint));
        p3.Store(to + (3 * nextPoint));
    }

    // Four points below each other, and the transform along them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<int> T0, Vector512<int> T1) Column(int* from, nint next)
    {
        Vector512<int> m0 = Vector512.Load(from), m1 = Vector512.Load(from + next), m2 = Vector512.Load(from + (2 * next)), m3 = Vector512.Load(from + (3 * next));
        return (m0 + m1 + m2, m1 - m2 - m3);
    }
}
