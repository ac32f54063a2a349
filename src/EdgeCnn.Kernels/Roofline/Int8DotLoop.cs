using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Roofline;

/// <summary>Products of bytes added by fours (SDOT).</summary>
/// <remarks>Registers: 12 sums, 2 factors.</remarks>
internal readonly struct Int8DotLoop<TIsa> : IMacLoop
    where TIsa : struct, IDotIsa
{
    public static string Name => $"int8-dot-{TIsa.Name}";

    public static bool IsInt8 => true;

    public static bool IsSupported => TIsa.IsSupported;

    public static int MacsPerStep => 12 * 16;

    [MethodImpl(Compilation.Hot)]
    public static float Run(int steps)
    {
        Vector128<int> acc0 = default, acc1 = default, acc2 = default, acc3 = default, acc4 = default, acc5 = default, acc6 = default, acc7 = default, acc8 = default, acc9 = default, acc10 = default, acc11 = default;
        Vector128<sbyte> x = Vector128.Create((sbyte)3), y = Vector128.Create((sbyte)-5);
        do
        {
            acc0 = TIsa.Dot(acc0, x, y);
            acc1 = TIsa.Dot(acc1, x, y);
            acc2 = TIsa.Dot(acc2, x, y);
            acc3 = TIsa.Dot(acc3, x, y);
            acc4 = TIsa.Dot(acc4, x, y);
            acc5 = TIsa.Dot(acc5, x, y);
            acc6 = TIsa.Dot(acc6, x, y);
            acc7 = TIsa.Dot(acc7, x, y);
            acc8 = TIsa.Dot(acc8, x, y);
            acc9 = TIsa.Dot(acc9, x, y);
            acc10 = TIsa.Dot(acc10, x, y);
            acc11 = TIsa.Dot(acc11, x, y);
        }
        while (--steps != 0);

        return Vector128.Sum(acc0 + acc1 + acc2 + acc3 + acc4 + acc5 + acc6 + acc7 + acc8 + acc9 + acc10 + acc11);
    }
}
