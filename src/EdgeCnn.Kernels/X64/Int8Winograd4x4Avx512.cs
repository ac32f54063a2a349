using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Winograd;

namespace EdgeCnn.Kernels.X64;

/// <summary>Winograd's F(4x4, 3x3) on codes: 36 products where 16 outputs take 144.</summary>
/// <remarks>
/// Exactness: points are at most 68·255 and weights 144·128, so both fit 16 bits and two products 32. Outputs come out as 576 times the true
/// sums modulo 2³². 9 has an inverse modulo 2³²; after it 64 times the sum is left, which fits while the sum has 26 bits: it has at most
/// 9·255·128 for each channel.
/// </remarks>
internal readonly unsafe struct Int8Winograd4x4Avx512 : IWinogradInt8MicroKernel
{
    private const int Size = 6;

    // 9·954437177 = 1 modulo 2³².
    private const int InverseOf9 = 954437177;

    public static WinogradInt8Format Format { get; } = new("int8-winograd-4x4-avx512", Outputs: 4, MaxChannels: 112, InputCycles: FullWidth.IsLikely ? 140 : 90, OutputCycles: FullWidth.IsLikely ? 40 : 260);

    public static bool IsSupported => Avx512BW.IsSupported;

    public static ReadOnlySpan<sbyte> WeightRows => [6, 0, 0, -4, -4, -4, -4, 4, -4, 1, 2, 4, 1, -2, 4, 0, 0, 12];

    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void Input(byte* input, nint nextRow, nint channels, short* points, nint nextPoint)
    {
        Vector256<short>* part = stackalloc Vector256<short>[Size * Size];
        for (nint c = 0; c < channels; c += 16, input += 16, points += 16)
        {
            byte* row = input;
            for (int i = 0; i < Size; i++, row += nextRow)
            {
                Vector256<short> d0 = Avx2.ConvertToVector256Int16(row), d1 = Avx2.ConvertToVector256Int16(row + channels), d2 = Avx2.ConvertToVector256Int16(row + (2 * channels));
                Vector256<short> d3 = Avx2.ConvertToVector256Int16(row + (3 * channels)), d4 = Avx2.ConvertToVector256Int16(row + (4 * channels)), d5 = Avx2.ConvertToVector256Int16(row + (5 * channels));
                Six(d0, d1, d2, d3, d4, d5, (short*)(part + (i * Size)), 16);
            }

            for (int j = 0; j < Size; j++)
                Six(part[j], part[j + 6], part[j + 12], part[j + 18], part[j + 24], part[j + 30], points + (j * nextPoint), Size * nextPoint);
        }
    }

    [MethodImpl(Compilation.Hot)]
    [SkipLocalsInit]
    public static void Output(int* points, nint nextPoint, nint columns, in CodesTile to, in TilePart part)
    {
        Vector512<int>* rows = stackalloc Vector512<int>[4 * Size];
        byte* codes = to.Codes;
        nint next = Size * nextPoint, stride = to.Stride;
        for (nint c = 0; c < columns; c += 16, points += 16, codes += 16)
        {
            int* at = points;
            for (int j = 0; j < Size; j++, at += nextPoint)
            {
                Four(Vector512.Load(at), Vector512.Load(at + next), Vector512.Load(at + (2 * next)), Vector512.Load(at + (3 * next)), Vector512.Load(at + (4 * next)), Vector512.Load(at + (5 * next)), out var y0, out var y1, out var y2, out var y3);
                rows[j] = y0;
                rows[j + 6] = y1;
                rows[j + 12] = y2;
                rows[j + 18] = y3;
            }

            var store = new CodeStore16(to, c);
            byte* y = codes;
            for (int i = 0; i < part.Rows; i++, y += part.NextRow)
            {
                Vector512<int>* row = rows + (i * Size);
                Four(row[0], row[1], row[2], row[3], row[4], row[5], out var y0, out var y1, out var y2, out var y3);
                store.Store(Divided(y0), y);
                if (part.Columns > 1)
                    store.Store(Divided(y1), y + stride);
                if (part.Columns > 2)
                    store.Store(Divided(y2), y + (2 * stride));
                if (part.Columns > 3)
                    store.Store(Divided(y3), y + (3 * stride));
            }
        }
    }

    // [4 0 -5 0 1 0], [0 -4 -4 1 1 0], [0 4 -4 -1 1 0], [0 -2 -1 2 1 0], [0 2 -1 -2 1 0], [0 4 0 -5 0 1]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Six(Vector256<short> d0, Vector256<short> d1, Vector256<short> d2, Vector256<short> d3, Vector256<short> d4, Vector256<short> d5, short* to, nint next)
    {
        Vector256<short> even = d4 - (d2 << 2), odd = d3 - (d1 << 2), near = d4 - d2, far = (d3 - d1) << 1;
        (((d0 - d2) << 2) + near).Store(to);
        (even + odd).Store(to + next);
        (even - odd).Store(to + (2 * next));
        (near + far).Store(to + (3 * next));
        (near - far).Store(to + (4 * next));
        (d5 - d3 - (far << 1)).Store(to + (5 * next));
    }

    // [1 1 1 1 1 0], [0 1 -1 2 -2 0], [0 1 1 4 4 0], [0 1 -1 8 -8 2]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(Vector512<int> m0, Vector512<int> m1, Vector512<int> m2, Vector512<int> m3, Vector512<int> m4, Vector512<int> m5, out Vector512<int> y0, out Vector512<int> y1, out Vector512<int> y2, out Vector512<int> y3)
    {
        Vector512<int> sum1 = m1 + m2, difference1 = m1 - m2, sum2 = m3 + m4, difference2 = m3 - m4;
        y0 = m0 + sum1 + sum2;
        y1 = difference1 + (difference2 << 1);
        y2 = sum1 + (sum2 << 2);
        y3 = difference1 + (((difference2 << 2) + m5) << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Divided(Vector512<int> sums) => (sums * Vector512.Create(InverseOf9)) >> 6;
}
