using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeCnn.Tools.Probe;

/// <summary>
/// The measure for the scheduling of int8 kernels without SDOT: 4 rows by 4 columns, 16 k a step, by the instructions of such
/// a kernel, one output after another. Each product waits for the one before, which an in-order core cannot hide.
/// </summary>
internal static unsafe class UnscheduledMlal
{
    public const string Name = "unscheduled-mlal";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(sbyte* a, nint stride, sbyte* b, int* tile, int k)
    {
        sbyte* a0 = a, a1 = a0 + stride, a2 = a1 + stride, a3 = a2 + stride;
        Vector128<int> acc00 = default, acc01 = default, acc02 = default, acc03 = default, acc10 = default, acc11 = default, acc12 = default, acc13 = default;
        Vector128<int> acc20 = default, acc21 = default, acc22 = default, acc23 = default, acc30 = default, acc31 = default, acc32 = default, acc33 = default;
        nint i = 0;
        do
        {
            Vector64<sbyte> b0 = Vector64.Load(b), b0h = Vector64.Load(b + 8), b1 = Vector64.Load(b + 16), b1h = Vector64.Load(b + 24);
            Vector64<sbyte> b2 = Vector64.Load(b + 32), b2h = Vector64.Load(b + 40), b3 = Vector64.Load(b + 48), b3h = Vector64.Load(b + 56);
            Vector64<sbyte> x = Vector64.Load(a0 + i), xh = Vector64.Load(a0 + i + 8);
            acc00 = Add16(acc00, x, xh, b0, b0h);
            acc01 = Add16(acc01, x, xh, b1, b1h);
            acc02 = Add16(acc02, x, xh, b2, b2h);
            acc03 = Add16(acc03, x, xh, b3, b3h);
            x = Vector64.Load(a1 + i);
            xh = Vector64.Load(a1 + i + 8);
            acc10 = Add16(acc10, x, xh, b0, b0h);
            acc11 = Add16(acc11, x, xh, b1, b1h);
            acc12 = Add16(acc12, x, xh, b2, b2h);
            acc13 = Add16(acc13, x, xh, b3, b3h);
            x = Vector64.Load(a2 + i);
            xh = Vector64.Load(a2 + i + 8);
            acc20 = Add16(acc20, x, xh, b0, b0h);
            acc21 = Add16(acc21, x, xh, b1, b1h);
            acc22 = Add16(acc22, x, xh, b2, b2h);
            acc23 = Add16(acc23, x, xh, b3, b3h);
            x = Vector64.Load(a3 + i);
            xh = Vector64.Load(a3 + i + 8);
            acc30 = Add16(acc30, x, xh, b0, b0h);
            acc31 = Add16(acc31, x, xh, b1, b1h);
            acc32 = Add16(acc32, x, xh, b2, b2h);
            acc33 = Add16(acc33, x, xh, b3, b3h);
            b += 64;
            i += 16;
        }
        while (i < k);

        Sum(acc00, acc01, acc02, acc03).Store(tile);
        Sum(acc10, acc11, acc12, acc13).Store(tile + 4);
        Sum(acc20, acc21, acc22, acc23).Store(tile + 8);
        Sum(acc30, acc31, acc32, acc33).Store(tile + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Add16(Vector128<int> acc, Vector64<sbyte> x, Vector64<sbyte> xh, Vector64<sbyte> b, Vector64<sbyte> bh) =>
        AdvSimd.AddPairwiseWideningAndAdd(acc, AdvSimd.MultiplyWideningLowerAndAdd(AdvSimd.MultiplyWideningLower(x, b), xh, bh));

    private static Vector128<int> Sum(Vector128<int> p, Vector128<int> q, Vector128<int> r, Vector128<int> s) =>
        AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(p, q), AdvSimd.Arm64.AddPairwise(r, s));
}
