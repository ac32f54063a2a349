using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Kernels.X64;

/// <summary>Int8 product of one row with 64 columns by AVX-512: VPMADDWD on codes and weights of 16 bits, two k a step, for dense layers of one picture.</summary>
/// <remarks>
/// Lanes: accumulator c holds columns 16c..16c+15; two k of the row are broadcast as one 32-bit element.
/// Registers: 4 accumulators, 4 weights, 1 broadcast, 1 product of 32.
/// </remarks>
internal readonly unsafe struct Int8Gemv1x64Avx512 : IGemmWideMicroKernel
{
    public static GemmFormat Format { get; } = new("int8-gemv-1x64c2-avx512", Mr: 1, Nr: 64, Kr: 2, KGroup: 2, RowElementBytes: 2, MacsPerCycle: 17);

    public static bool IsSupported => Avx512BW.IsSupported;

    [MethodImpl(Compilation.Hot)]
    public static void Run(short** rows, nint segments, nint length, sbyte* b, in CodesTile to)
    {
        Vector512<int> acc0 = default, acc1 = default, acc2 = default, acc3 = default;
        do
        {
            short* a0 = rows[0];
            rows += 1;
            nint p = 0;
            do
            {
                var x = Vector512.Create(*(int*)(a0 + p)).AsInt16();
                acc0 += Avx512BW.MultiplyAddAdjacent(x, Avx512BW.ConvertToVector512Int16(Vector256.Load(b)));
                acc1 += Avx512BW.MultiplyAddAdjacent(x, Avx512BW.ConvertToVector512Int16(Vector256.Load(b + 32)));
                acc2 += Avx512BW.MultiplyAddAdjacent(x, Avx512BW.ConvertToVector512Int16(Vector256.Load(b + 64)));
                acc3 += Avx512BW.MultiplyAddAdjacent(x, Avx512BW.ConvertToVector512Int16(Vector256.Load(b + 96)));
                b += 128;
                p += 2;
            }
            while (p < length);
        }
        while (--segments != 0);

        if (to.Codes == null)
        {
            int* sums = to.Sums;
            acc0.Store(sums);
            acc1.Store(sums + 16);
            acc2.Store(sums + 32);
            acc3.Store(sums + 48);
            return;
        }

        byte* y = to.Codes;
        new CodeStore16(to).Store(acc0, y);
        new CodeStore16(to, 16).Store(acc1, y + 16);
        new CodeStore16(to, 32).Store(acc2, y + 32);
        new CodeStore16(to, 48).Store(acc3, y + 48);
    }
}
