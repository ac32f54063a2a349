using System.Runtime.CompilerServices;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Roofline;

/// <summary>Fused multiply-adds of floats.</summary>
/// <remarks>Registers: 12 sums, 2 factors.</remarks>
internal readonly unsafe struct F32MacLoop<TLanes, TVector> : IMacLoop
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    public static string Name => $"f32-fma-{TLanes.Name}";

    public static bool IsInt8 => false;

    public static bool IsSupported => TLanes.IsSupported;

    public static int MacsPerStep => 12 * TLanes.Count;

    [MethodImpl(Compilation.Hot)]
    public static float Run(int steps)
    {
        TVector acc0 = default, acc1 = default, acc2 = default, acc3 = default, acc4 = default, acc5 = default, acc6 = default, acc7 = default, acc8 = default, acc9 = default, acc10 = default, acc11 = default;
        TVector x = TLanes.Create(0.5f), y = TLanes.Create(0.25f);
        do
        {
            acc0 = TLanes.MultiplyAdd(acc0, x, y);
            acc1 = TLanes.MultiplyAdd(acc1, x, y);
            acc2 = TLanes.MultiplyAdd(acc2, x, y);
            acc3 = TLanes.MultiplyAdd(acc3, x, y);
            acc4 = TLanes.MultiplyAdd(acc4, x, y);
            acc5 = TLanes.MultiplyAdd(acc5, x, y);
            acc6 = TLanes.MultiplyAdd(acc6, x, y);
            acc7 = TLanes.MultiplyAdd(acc7, x, y);
            acc8 = TLanes.MultiplyAdd(acc8, x, y);
            acc9 = TLanes.MultiplyAdd(acc9, x, y);
            acc10 = TLanes.MultiplyAdd(acc10, x, y);
            acc11 = TLanes.MultiplyAdd(acc11, x, y);
        }
        while (--steps != 0);

        acc0 = TLanes.Add(TLanes.Add(TLanes.Add(acc0, acc1), TLanes.Add(acc2, acc3)), TLanes.Add(TLanes.Add(acc4, acc5), TLanes.Add(acc6, acc7)));
        acc0 = TLanes.Add(acc0, TLanes.Add(TLanes.Add(acc8, acc9), TLanes.Add(acc10, acc11)));
        float* sums = stackalloc float[TLanes.Count];
        TLanes.Store(acc0, sums);
        return sums[0];
    }
}
