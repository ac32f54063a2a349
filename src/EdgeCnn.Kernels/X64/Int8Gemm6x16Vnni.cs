using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 tile of 6 rows by 16 columns by VPDPBUSD of AVX-VNNI, four k a step, rows read as they lie.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; four k of a row are broadcast as one 32-bit element and meet the
/// same four k of eight columns. The four products are added in 32 bits, so nothing saturates.
/// Registers: 12 accumulators, 2 weights, 1 broadcast of 16.
/// </remarks>
internal readonly unsafe struct Int8Gemm6x16Vnni : IGemmCodesMicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemm-6x16c4-vnni", Mr: 6, Nr: 16, Kr: 4, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 66);

    public static bool IsSupported => AvxVnni.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, in CodesTile to)
    {
        Vector256<int> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default;
        Vector256<int> acc30 = default, acc31 = default, acc40 = default, acc41 = default, acc50 = default, acc51 = default;
        do
        {
            byte* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5];
            rows += 6;
            nint p = 0;
            do
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 32);
                var x = Vector256.Create(*(int*)(a0 + p)).AsByte();
                acc00 = AvxVnni.MultiplyWideningAndAdd(acc00, x, b0);
                acc01 = AvxVnni.MultiplyWideningAndAdd(acc01, x, b1);
                x = Vector256.Create(*(int*)(a1 + p)).AsByte();
                acc10 = AvxVnni.MultiplyWideningAndAdd(acc10, x, b0);
                acc11 = AvxVnni.MultiplyWideningAndAdd(acc11, x, b1);
                x = Vector256.Create(*(int*)(a2 + p)).AsByte();
                acc20 = AvxVnni.MultiplyWideningAndAdd(acc20, x, b0);
                acc21 = AvxVnni.MultiplyWideningAndAdd(acc21, x, b1);
                x = Vector256.Create(*(int*)(a3 + p)).AsByte();
                acc30 = AvxVnni.MultiplyWideningAndAdd(acc30, x, b0);
                acc31 = AvxVnni.MultiplyWideningAndAdd(acc31, x, b1);
                x = Vector256.Create(*(int*)(a4 + p)).AsByte();
                acc40 = AvxVnni.MultiplyWideningAndAdd(acc40, x, b0);
                acc41 = AvxVnni.MultiplyWideningAndAdd(acc41, x, b1);
                x = Vector256.Create(*(int*)(a5 + p)).AsByte();
                acc50 = AvxVnni.MultiplyWideningAndAdd(acc50, x, b0);
                acc51 = AvxVnni.MultiplyWideningAndAdd(acc51, x, b1);
                b += 64;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        if (to.Codes == null)
        {
            int* sums = to.Sums;
            acc00.Store(sums + 0);
            acc01.Store(sums + 8);
            acc10.Store(sums + 16);
            acc11.Store(sums + 24);
            acc20.Store(sums + 32);
            acc21.Store(sums + 40);
            acc30.Store(sums + 48);
            acc31.Store(sums + 56);
            acc40.Store(sums + 64);
            acc41.Store(sums + 72);
            acc50.Store(sums + 80);
            acc51.Store(sums + 88);
            return;
        }

        var store = new CodeStore16(to);
        byte* y = to.Codes;
        store.Store(acc00, acc01, y);
        y += to.Stride;
        store.Store(acc10, acc11, y);
        y += to.Stride;
        store.Store(acc20, acc21, y);
        y += to.Stride;
        store.Store(acc30, acc31, y);
        y += to.Stride;
        store.Store(acc40, acc41, y);
        y += to.Stride;
        store.Store(acc50, acc51, y);
    }
}
