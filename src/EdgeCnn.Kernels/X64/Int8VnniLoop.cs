using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Roofline;

namespace EdgeCnn.Kernels.X64;

/// <summary>Products of bytes added by fours (VPDPBUSD of AVX-VNNI).</summary>
/// <remarks>Registers: 12 sums, 2 factors.</remarks>
internal readonly struct Int8VnniLoop : IMacLoop
{
    public static string Name => "int8-vnni-avxvnni";

    public static bool IsInt8 => true;

    public static bool IsSupported => AvxVnni.IsSupported;

    public static int MacsPerStep => 12 * 32;

    [MethodImpl(Compilation.Hot)]
    public static float Run(int steps)
    {
        Vector256<int> acc0 = Vector256.Create(1), acc1 = Vector256.Create(2), acc2 = Vector256.Create(3), acc3 = Vector256.Create(4), acc4 = Vector256.Create(5), acc5 = Vector256.Create(6), acc6 = Vector256.Create(7), acc7 = Vector256.Create(8), acc8 = Vector256.Create(9), acc9 = Vector256.Create(10), acc10 = Vector256.Create(11), acc11 = Vector256.Create(12);
        Vector256<byte> x = Vector256.Create((byte)3);
        Vector256<sbyte> y = Vector256.Create((sbyte)-5);
        do
        {
            acc0 = AvxVnni.MultiplyWideningAndAdd(acc0, x, y);
            acc1 = AvxVnni.MultiplyWideningAndAdd(acc1, x, y);
            acc2 = AvxVnni.MultiplyWideningAndAdd(acc2, x, y);
            acc3 = AvxVnni.MultiplyWideningAndAdd(acc3, x, y);
            acc4 = AvxVnni.MultiplyWideningAndAdd(acc4, x, y);
            acc5 = AvxVnni.MultiplyWideningAndAdd(acc5, x, y);
            acc6 = AvxVnni.MultiplyWideningAndAdd(acc6, x, y);
            acc7 = AvxVnni.MultiplyWideningAndAdd(acc7, x, y);
            acc8 = AvxVnni.MultiplyWideningAndAdd(acc8, x, y);
            acc9 = AvxVnni.MultiplyWideningAndAdd(acc9, x, y);
            acc10 = AvxVnni.MultiplyWideningAndAdd(acc10, x, y);
            acc11 = AvxVnni.MultiplyWideningAndAdd(acc11, x, y);
        }
        while (--steps != 0);

        return Vector256.Sum(acc0 + acc1 + acc2 + acc3 + acc4 + acc5 + acc6 + acc7 + acc8 + acc9 + acc10 + acc11);
    }
}
