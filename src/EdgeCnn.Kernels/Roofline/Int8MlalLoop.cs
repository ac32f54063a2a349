using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Roofline;

/// <summary>Products of bytes in 16 bits, two added before they are widened (SMLAL, SMLAL, SADALP): what processors without SDOT do.</summary>
/// <remarks>
/// Registers: 8 sums of 32 bits, 8 of 16 bits, 4 factors. Kernels begin a 16-bit sum anew by SMULL, which takes as long; here it goes on
/// and wraps, since a product that is the same in each step could be taken out of the loop.
/// </remarks>
internal readonly struct Int8MlalLoop<TIsa> : IMacLoop
    where TIsa : struct, IVectorIsa
{
    public static string Name => $"int8-mlal-{TIsa.Name}";

    public static bool IsInt8 => true;

    public static bool IsSupported => TIsa.IsSupported;

    public static int MacsPerStep => 8 * 16;

    [MethodImpl(Compilation.Hot)]
    public static float Run(int steps)
    {
        Vector128<int> acc0 = default, acc1 = default, acc2 = default, acc3 = default, acc4 = default, acc5 = default, acc6 = default, acc7 = default;
        Vector128<short> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default, p6 = default, p7 = default;
        Vector64<sbyte> a = Vector64.Create((sbyte)3), b = Vector64.Create((sbyte)-5), c = Vector64.Create((sbyte)7), d = Vector64.Create((sbyte)11);
        do
        {
            p0 = TIsa.MultiplyWideAdd(p0, a, b);
            p1 = TIsa.MultiplyWideAdd(p1, a, b);
            p2 = TIsa.MultiplyWideAdd(p2, a, b);
            p3 = TIsa.MultiplyWideAdd(p3, a, b);
            p4 = TIsa.MultiplyWideAdd(p4, a, b);
            p5 = TIsa.MultiplyWideAdd(p5, a, b);
            p6 = TIsa.MultiplyWideAdd(p6, a, b);
            p7 = TIsa.MultiplyWideAdd(p7, a, b);
            p0 = TIsa.MultiplyWideAdd(p0, c, d);
            p1 = TIsa.MultiplyWideAdd(p1, c, d);
            p2 = TIsa.MultiplyWideAdd(p2, c, d);
            p3 = TIsa.MultiplyWideAdd(p3, c, d);
            p4 = TIsa.MultiplyWideAdd(p4, c, d);
            p5 = TIsa.MultiplyWideAdd(p5, c, d);
            p6 = TIsa.MultiplyWideAdd(p6, c, d);
            p7 = TIsa.MultiplyWideAdd(p7, c, d);
            acc0 = TIsa.AddPairsWide(acc0, p0);
            acc1 = TIsa.AddPairsWide(acc1, p1);
            acc2 = TIsa.AddPairsWide(acc2, p2);
            acc3 = TIsa.AddPairsWide(acc3, p3);
            acc4 = TIsa.AddPairsWide(acc4, p4);
            acc5 = TIsa.AddPairsWide(acc5, p5);
            acc6 = TIsa.AddPairsWide(acc6, p6);
            acc7 = TIsa.AddPairsWide(acc7, p7);
        }
        while (--steps != 0);

        return Vector128.Sum(acc0 + acc1 + acc2 + acc3 + acc4 + acc5 + acc6 + acc7);
    }
}
