using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 tile of 4 rows by 16 columns by AVX2: VPMADDWD on codes and weights widened to 16 bits, two k a step.</summary>
/// <remarks>
/// Lanes: accumulator rc holds columns 8c..8c+7 of row r; two k of a row are broadcast as one 32-bit element.
/// VPMADDUBSW would take bytes but saturates at 2·255·127; widening keeps every sum exact.
/// Registers: 8 accumulators, 2 weights, 1 broadcast, 1 product of 16.
/// </remarks>
internal readonly unsafe struct Int8Gemm4x16Avx2 : IGemmWideMicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemm-4x16c2-avx2", Mr: 4, Nr: 16, Kr: 2, KGroup: 2, RowElementBytes: 2, MacsPerCycle: 25);

    public static bool IsSupported => Avx2.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Run(short** rows, nint segments, nint length, sbyte* b, in CodesTile to)
    {
        Vector256<int> acc00 = default, acc01 = default, acc10 = default, acc11 = default, acc20 = default, acc21 = default, acc30 = default, acc31 = default;
        do
        {
            short* a0 = rows[0], a1 = rows[1], a2 = rows[2], a3 = rows[3];
            rows += 4;
            nint p = 0;
            do
            {
                var b0 = Avx2.ConvertToVector256Int16(b);
                var b1 = Avx2.ConvertToVector256Int16(b + 16);
                var x = Vector256.Create(*(int*)(a0 + p)).AsInt16();
                acc00 += Avx2.MultiplyAddAdjacent(x, b0);
                acc01 += Avx2.MultiplyAddAdjacent(x, b1);
                x = Vector256.Create(*(int*)(a1 + p)).AsInt16();
                acc10 += Avx2.MultiplyAddAdjacent(x, b0);
                acc11 += Avx2.MultiplyAddAdjacent(x, b1);
                x = Vector256.Create(*(int*)(a2 + p)).AsInt16();
                acc20 += Avx2.MultiplyAddAdjacent(x, b0);
                acc21 += Avx2.MultiplyAddAdjacent(x, b1);
                x = Vector256.Create(*(int*)(a3 + p)).AsInt16();
                acc30 += Avx2.MultiplyAddAdjacent(x, b0);
                acc31 += Avx2.MultiplyAddAdjacent(x, b1);
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
            acc01.Store(sums + 8);
            acc10.Store(sums + 16);
            acc11.Store(sums + 24);
            acc20.Store(sums + 32);
            acc21.Store(sums + 40);
            acc30.Store(sums + 48);
            acc31.Store(sums + 56);
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
    }
}
