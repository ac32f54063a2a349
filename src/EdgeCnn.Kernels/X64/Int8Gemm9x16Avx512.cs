using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 tile of 9 rows by 16 columns by AVX-512: VPMADDWD on codes and weights of 16 bits, two k a step.</summary>
/// <remarks>
/// Lanes: accumulator r0 holds columns 0..15 of row r; two k of a row are broadcast as one 32-bit element.
/// Weights are bytes in memory and widened as they are read: one instruction for all rows of a tile.
/// Registers: 9 accumulators, 1 weights, 1 broadcast, 1 product of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemm9x16Avx512 : IGemmWideMicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemm-9x16c2-avx512", Mr: 9, Nr: 16, Kr: 2, KGroup: 2, RowElementBytes: 2, MacsPerCycle: 31);

    public static bool IsSupported => Avx512BW.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Run(short** rows, nint segments, nint length, sbyte* b, in CodesTile to)
    {
        Vector512<int> acc00 = default, acc10 = default, acc20 = default, acc30 = default, acc40 = default, acc50 = default;
        Vector512<int> acc60 = default, acc70 = default, acc80 = default;
        do
        {
            short* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3], a4 = rows[4], a5 = rows[5], a6 = rows[6], a7 = rows[7], a8 = rows[8];
            rows += 9;
            nint p = 0;
            do
            {
                var b0 = Avx512BW.ConvertToVector512Int16(Vector256.Load(b));
                var x = Vector512.Create(*(int*)(a0 + p)).AsInt16();
                acc00 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a1 + p)).AsInt16();
                acc10 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a2 + p)).AsInt16();
                acc20 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a3 + p)).AsInt16();
                acc30 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a4 + p)).AsInt16();
                acc40 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a5 + p)).AsInt16();
                acc50 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a6 + p)).AsInt16();
                acc60 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a7 + p)).AsInt16();
                acc70 += Avx512BW.MultiplyAddAdjacent(x, b0);
                x = Vector512.Create(*(int*)(a8 + p)).AsInt16();
                acc80 += Avx512BW.MultiplyAddAdjacent(x, b0);
                b += 32;
                p += 2;
            }
            while (p < length);
        }
        while (--segments != 0);

        if (to.Codes == null)
        {
            int* sums = to.Sums;
            acc00.Store(sums + 0);
            acc10.Store(sums + 16);
            acc20.Store(sums + 32);
            acc30.Store(sums + 48);
            acc40.Store(sums + 64);
            acc50.Store(sums + 80);
            acc60.Store(sums + 96);
            acc70.Store(sums + 112);
            acc80.Store(sums + 128);
            return;
        }

        var store = new CodeStore16(to);
        byte* y = to.Codes;
        store.Store(acc00, y);
        y += to.Stride;
        store.Store(acc10, y);
        y += to.Stride;
        store.Store(acc20, y);
        y += to.Stride;
        store.Store(acc30, y);
        y += to.Stride;
        store.Store(acc40, y);
        y += to.Stride;
        store.Store(acc50, y);
        y += to.Stride;
        store.Store(acc60, y);
        y += to.Stride;
        store.Store(acc70, y);
        y += to.Stride;
        store.Store(acc80, y);
    }
}
