using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Kernels.X64;

/// <summary>Products of codes widened to 16 bits, added by twos (VPMADDWD, VPADDD).</summary>
/// <remarks>Registers: 12 sums, 1 factor; the other is the sum itself, since a product that is the same in each step could be taken out of the loop.</remarks>
internal readonly struct Int8MaddLoop : IMacLoop
{
    public static string Name => "int8-madd-avx2";

    public static bool IsInt8 => true;

    public static bool IsSupported => Avx2.IsSupported;

    public static int MacsPerStep => 12 * 16;

    [MethodImpl(Compilation.Hot)]
    public static float Run(int steps)
    {
        Vector256<int> acc0 = Vector256.Create(1), acc1 = Vector256.Create(2), acc2 = Vector256.Create(3), acc3 = Vector256.Create(4), acc4 = Vector256.Create(5), acc5 = Vector256.Create(6), acc6 = Vector256.Create(7), acc7 = Vector256.Create(8), acc8 = Vector256.Create(9), acc9 = Vector256.Create(10), acc10 = Vector256.Create(11), acc11 = Vector256.Create(12);
        Vector256<short> x = Vector256.Create((short)-5);
        do
        {
            acc0 += Avx2.MultiplyAddAdjacent(acc0.AsInt16(), x);
            acc1 += Avx2.MultiplyAddAdjacent(acc1.AsInt16(), x);
            acc2 += Avx2.MultiplyAddAdjacent(acc2.AsInt16(), x);
            acc3 += Avx2.MultiplyAddAdjacent(acc3.AsInt16(), x);
            acc4 += Avx2.MultiplyAddAdjacent(acc4.AsInt16(), x);
            acc5 += Avx2.MultiplyAddAdjacent(acc5.AsInt16(), x);
            acc6 += Avx2.MultiplyAddAdjacent(acc6.AsInt16(), x);
            acc7 += Avx2.MultiplyAddAdjacent(acc7.AsInt16(), x);
            acc8 += Avx2.MultiplyAddAdjacent(acc8.AsInt16(), x);
            acc9 += Avx2.MultiplyAddAdjacent(acc9.AsInt16(), x);
            acc10 += Avx2.MultiplyAddAdjacent(acc10.AsInt16(), x);
            acc11 += Avx2.MultiplyAddAdjacent(acc11.AsInt16(), x);
        }
        while (--steps != 0);

        return Vector256.Sum(acc0 + acc1 + acc2 + acc3 + acc4 + acc5 + acc6 + acc7 + acc8 + acc9 + acc10 + acc11);
    }
}
