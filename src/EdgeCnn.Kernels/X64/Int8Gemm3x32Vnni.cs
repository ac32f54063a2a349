using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 tile of 3 rows by 32 columns by VPDPBUSD of AVX-VNNI, four k a step, rows read as they lie.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; four k of a row are broadcast as one 32-bit element and meet the
/// same four k of eight columns. The four products are added in 32 bits, so nothing saturates.
/// Registers: 12 accumulators, 4 weights, 1 broadcast of 16.
/// </remarks>
internal readonly unsafe struct Int8Gemm3x32Vnni : IGemmInt8MicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemm-3x32c4-vnni", Mr: 3, Nr: 32, Kr: 4, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 64);

    public static bool IsSupported => AvxVnni.IsSupported;

    public static int Mr => 3;

    public static int Nr => 32;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector256<int> acc00 = default, acc01 = default, acc02 = default, acc03 = default;
        Vector256<int> acc10 = default, acc11 = default, acc12 = default, acc13 = default;
        Vector256<int> acc20 = default, acc21 = default, acc22 = default, acc23 = default;
        do
        {
            byte* a0 = rows[0], a1 = rows[1], a2 = rows[2];
            rows += 3;
            nint p = 0;
            do
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 32);
                var b2 = Vector256.Load(b + 64);
                var b3 = Vector256.Load(b + 96);
                var x = Vector256.Create(*(int*)(a0 + p)).AsByte();
                acc00 = AvxVnni.MultiplyWideningAndAdd(acc00, x, b0);
                acc01 = AvxVnni.MultiplyWideningAndAdd(acc01, x, b1);
                acc02 = AvxVnni.MultiplyWideningAndAdd(acc02, x, b2);
                acc03 = AvxVnni.MultiplyWideningAndAdd(acc03, x, b3);
                x = Vector256.Create(*(int*)(a1 + p)).AsByte();
                acc10 = AvxVnni.MultiplyWideningAndAdd(acc10, x, b0);
                acc11 = AvxVnni.MultiplyWideningAndAdd(acc11, x, b1);
                acc12 = AvxVnni.MultiplyWideningAndAdd(acc12, x, b2);
                acc13 = AvxVnni.MultiplyWideningAndAdd(acc13, x, b3);
                x = Vector256.Create(*(int*)(a2 + p)).AsByte();
                acc20 = AvxVnni.MultiplyWideningAndAdd(acc20, x, b0);
                acc21 = AvxVnni.MultiplyWideningAndAdd(acc21, x, b1);
                acc22 = AvxVnni.MultiplyWideningAndAdd(acc22, x, b2);
                acc23 = AvxVnni.MultiplyWideningAndAdd(acc23, x, b3);
                b += 128;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        acc00.Store(tile + 0);
        acc01.Store(tile + 8);
        acc02.Store(tile + 16);
        acc03.Store(tile + 24);
        acc10.Store(tile + 32);
        acc11.Store(tile + 40);
        acc12.Store(tile + 48);
        acc13.Store(tile + 56);
        acc20.Store(tile + 64);
        acc21.Store(tile + 72);
        acc22.Store(tile + 80);
        acc23.Store(tile + 88);
    }
}
