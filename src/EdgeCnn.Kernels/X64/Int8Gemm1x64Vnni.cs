using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 tile of 1 rows by 64 columns by VPDPBUSD of AVX-VNNI, four k a step, rows read as they lie.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; four k of a row are broadcast as one 32-bit element and meet the
/// same four k of eight columns. The four products are added in 32 bits, so nothing saturates.
/// Registers: 8 accumulators, 8 weights, 1 broadcast of 16.
/// </remarks>
internal readonly unsafe struct Int8Gemm1x64Vnni : IGemmInt8MicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemm-1x64c4-vnni", Mr: 1, Nr: 64, Kr: 4, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 43);

    public static bool IsSupported => AvxVnni.IsSupported;

    public static int Mr => 1;

    public static int Nr => 64;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector256<int> acc00 = default, acc01 = default, acc02 = default, acc03 = default, acc04 = default, acc05 = default, acc06 = default, acc07 = default;
        do
        {
            byte* a0 = rows[0];
            rows += 1;
            nint p = 0;
            do
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 32);
                var b2 = Vector256.Load(b + 64);
                var b3 = Vector256.Load(b + 96);
                var b4 = Vector256.Load(b + 128);
                var b5 = Vector256.Load(b + 160);
                var b6 = Vector256.Load(b + 192);
                var b7 = Vector256.Load(b + 224);
                var x = Vector256.Create(*(int*)(a0 + p)).AsByte();
                acc00 = AvxVnni.MultiplyWideningAndAdd(acc00, x, b0);
                acc01 = AvxVnni.MultiplyWideningAndAdd(acc01, x, b1);
                acc02 = AvxVnni.MultiplyWideningAndAdd(acc02, x, b2);
                acc03 = AvxVnni.MultiplyWideningAndAdd(acc03, x, b3);
                acc04 = AvxVnni.MultiplyWideningAndAdd(acc04, x, b4);
                acc05 = AvxVnni.MultiplyWideningAndAdd(acc05, x, b5);
                acc06 = AvxVnni.MultiplyWideningAndAdd(acc06, x, b6);
                acc07 = AvxVnni.MultiplyWideningAndAdd(acc07, x, b7);
                b += 256;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        acc00.Store(tile + 0);
        acc01.Store(tile + 8);
        acc02.Store(tile + 16);
        acc03.Store(tile + 24);
        acc04.Store(tile + 32);
        acc05.Store(tile + 40);
        acc06.Store(tile + 48);
        acc07.Store(tile + 56);
    }
}
