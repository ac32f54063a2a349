using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Kernels.X64;

/// <summary>Products of codes widened to 16 bits, added by twos, in 512 bits (VPMADDWD, VPADDD).</summary>
/// <remarks>Registers: 12 sums, 1 factor; the other is the sum itself, since a product that is the same in each step could be taken out of the loop.</remarks>
internal readonly struct Int8Madd512Loop : IMacLoop
{
    public static string Name => "int8-madd-avx512";

    public static bool IsInt8 => true;

    public static bool IsSupported => Avx512BW.IsSupported;

    public static int MacsPerStep => 12 * 32;

    [MethodImpl(Compilation.Hot)]
    public static float Run(int steps)
    {
        Vector512<int> acc0 = Vector512.Create(1), acc1 = Vector512.Create(2), acc2 = Vector512.Create(3), acc3 = Vector512.Create(4), acc4 = Vector512.Create(5), acc5 = Vector512.Create(6), acc6 = Vector512.Create(7), acc7 = Vector512.Create(8), acc8 = Vector512.Create(9), acc9 = Vector512.Create(10), acc10 = Vector512.Create(11), acc11 = Vector512.Create(12);
        Vector512<short> x = Vector512.Create((short)-5);
        do
        {
            acc0 += Avx512BW.MultiplyAddAdjacent(acc0.AsInt16(), x);
            acc1 += Avx512BW.MultiplyAddAdjacent(acc1.AsInt16(), x);
            acc2 += Avx512BW.MultiplyAddAdjacent(acc2.AsInt16(), x);
            acc3 += Avx512BW.MultiplyAddAdjacent(acc3.AsInt16(), x);
            acc4 += Avx512BW.MultiplyAddAdjacent(acc4.AsInt16(), x);
            acc5 += Avx512BW.MultiplyAddAdjacent(acc5.AsInt16(), x);
            acc6 += Avx512BW.MultiplyAddAdjacent(acc6.AsInt16(), x);
            acc7 += Avx512BW.MultiplyAddAdjacent(acc7.AsInt16(), x);
            acc8 += Avx512BW.MultiplyAddAdjacent(acc8.AsInt16(), x);
            acc9 += Avx512BW.MultiplyAddAdjacent(acc9.AsInt16(), x);
            acc10 += Avx512BW.MultiplyAddAdjacent(acc10.AsInt16(), x);
            acc11 += Avx512BW.MultiplyAddAdjacent(acc11.AsInt16(), x);
        }
        while (--steps != 0);

        return Vector512.Sum(acc0 + acc1 + acc2 + acc3 + acc4 + acc5 + acc6 + acc7 + acc8 + acc9 + acc10 + acc11);
    }
}
