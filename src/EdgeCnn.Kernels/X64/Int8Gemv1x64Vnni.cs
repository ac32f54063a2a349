using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 product of one row with 64 columns by VPDPBUSD of AVX-VNNI, four k a step, for dense layers of one picture.</summary>
/// <remarks>
/// Lanes: accumulator c holds columns 8c..8c+7; four k of the row are broadcast as one 32-bit element and meet the same four
/// k of eight columns. The four products are added in 32 bits, so nothing saturates.
/// Registers: 8 accumulators, 1 broadcast of 16; weights are read by the products.
/// </remarks>
internal readonly unsafe struct Int8Gemv1x64Vnni : IGemmInt8MicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemv-1x64c4-vnni", Mr: 1, Nr: 64, Kr: 4, KGroup: 4, RowElementBytes: 1, MacsPerCycle: 43);

    public static bool IsSupported => AvxVnni.IsSupported;

    public static int Mr => 1;

    public static int Nr => 64;

    [MethodImpl(Compilation.Hot)]
    public static void Run(byte** rows, nint segments, nint length, sbyte* b, int* tile)
    {
        Vector256<int> acc0 = default, acc1 = default, acc2 = default, acc3 = default, acc4 = default, acc5 = default, acc6 = default, acc7 = default;
        do
        {
            byte* a0 = rows[0];
            rows += 1;
            nint p = 0;
            do
            {
                var x = Vector256.Create(*(int*)(a0 + p)).AsByte();
                acc0 = AvxVnni.MultiplyWideningAndAdd(acc0, x, Vector256.Load(b));
                acc1 = AvxVnni.MultiplyWideningAndAdd(acc1, x, Vector256.Load(b + 32));
                acc2 = AvxVnni.MultiplyWideningAndAdd(acc2, x, Vector256.Load(b + 64));
                acc3 = AvxVnni.MultiplyWideningAndAdd(acc3, x, Vector256.Load(b + 96));
                acc4 = AvxVnni.MultiplyWideningAndAdd(acc4, x, Vector256.Load(b + 128));
                acc5 = AvxVnni.MultiplyWideningAndAdd(acc5, x, Vector256.Load(b + 160));
                acc6 = AvxVnni.MultiplyWideningAndAdd(acc6, x, Vector256.Load(b + 192));
                acc7 = AvxVnni.MultiplyWideningAndAdd(acc7, x, Vector256.Load(b + 224));
                b += 256;
                p += 4;
            }
            while (p < length);
        }
        while (--segments != 0);

        acc0.Store(tile + 0);
        acc1.Store(tile + 8);
        acc2.Store(tile + 16);
        acc3.Store(tile + 24);
        acc4.Store(tile + 32);
        acc5.Store(tile + 40);
        acc6.Store(tile + 48);
        acc7.Store(tile + 56);
    }
}
