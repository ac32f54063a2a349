using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 tile of 4 rows by 24 columns by VPDPBUSD of AVX-VNNI, four k a step, rows read as they lie.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; four k of a row are broadcast as one 32-bit element and meet the
/// same four k of eight columns. The four products are added in 32 bits, so nothing saturates.
/// Registers: 12 accumulators, 3 weights, 1 broadcast of 16.
/// </remarks>
internal readonly unsafe struct Int8Gemm4x24Vnni : IGemmInt8MicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemm-4x24c4-vnni", Mr: 4, Nr: 24, Kr: 4, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 63);

    public static bool IsSupported => AvxVnni.IsSupported;

    public static int Mr => 4;

    public static int Nr => 24;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector256<int> acc00 = default, acc01 = default, acc02 = default, acc10 = default, acc11 = default, acc12 = default;
        Vector256<int> acc20 = default, acc21 = default, acc22 = default, acc30 = default, acc31 = default, acc32 = default;
        do
        {
            byte* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3];
            rows += 4;
            nint p = 0;
            do
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 32);
                var b2 = Vector256.Load(b + 64);
                var x = Vector256.Create(*(int*)(a0 + p)).AsByte();
                acc00 = AvxVnni.MultiplyWideningAndAdd(acc00, x, b0);
                acc01 = AvxVnni.MultiplyWideningAndAdd(acc01, x, b1);
                acc02 = AvxVnni.MultiplyWideningAndAdd(acc02, x, b2);
                x = Vector256.Create(*(int*)(a1 + p)).AsByte();
                acc10 = AvxVnni.MultiplyWideningAndAdd(acc10, x, b0);
                acc11 = AvxVnni.MultiplyWideningAndAdd(acc11, x, b1);
                acc12 = AvxVnni.MultiplyWideningAndAdd(acc12, x, b2);
                x = Vector256.Create(*(int*)(a2 + p)).AsByte();
                acc20 = AvxVnni.MultiplyWideningAndAdd(acc20, x, b0);
                acc21 = AvxVnni.MultiplyWideningAndAdd(acc21, x, b1);
                acc22 = AvxVnni.MultiplyWideningAndAdd(acc22, x, b2);
                x = Vector256.Create(*(int*)(a3 + p)).AsByte();
                acc30 = AvxVnni.MultiplyWideningAndAdd(acc30, x, b0);
                acc31 = AvxVnni.MultiplyWideningAndAdd(acc31, x, b1);
                acc32 = AvxVnni.MultiplyWideningAndAdd(acc32, x, b2);
                b += 96;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        acc00.Store(tile + 0);
        acc01.Store(tile + 8);
        acc02.Store(tile + 16);
        acc10.Store(tile + 24);
        acc11.Store(tile + 32);
        acc12.Store(tile + 40);
        acc20.Store(tile + 48);
        acc21.Store(tile + 56);
        acc22.Store(tile + 64);
        acc30.Store(tile + 72);
        acc31.Store(tile + 80);
        acc32.Store(tile + 88);
    }
}
