using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.Isa;

/// <summary>ARMv8.2 NEON with dot product: Cortex-A76 (Pi 5).</summary>
internal readonly struct NeonDotIsa : IDotIsa
{
    public static string Name => "neondot";

    public static bool IsSupported => AdvSimd.Arm64.IsSupported && Dp.IsSupported;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane0(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => NeonIsa.FmaLane0(acc, b, a);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane1(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => NeonIsa.FmaLane1(acc, b, a);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane2(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => NeonIsa.FmaLane2(acc, b, a);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane3(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => NeonIsa.FmaLane3(acc, b, a);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<short> MultiplyWide(Vector64<sbyte> a, Vector64<sbyte> b) => NeonIsa.MultiplyWide(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<short> MultiplyWideAdd(Vector128<short> acc, Vector64<sbyte> a, Vector64<sbyte> b) => NeonIsa.MultiplyWideAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddPairsWide(Vector128<int> acc, Vector128<short> p) => NeonIsa.AddPairsWide(acc, p);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddPairs(Vector128<int> a, Vector128<int> b) => NeonIsa.AddPairs(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> DotLane0(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dp.DotProductBySelectedQuadruplet(acc, b, a, 0);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> DotLane1(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dp.DotProductBySelectedQuadruplet(acc, b, a, 1);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> DotLane2(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dp.DotProductBySelectedQuadruplet(acc, b, a, 2);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> DotLane3(Vector128<int> acc, Vector128<sbyte> b, Vector128<sbyte> a) => Dp.DotProductBySelectedQuadruplet(acc, b, a, 3);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddWideLower(Vector128<int> acc, Vector128<short> p) => NeonIsa.AddWideLower(acc, p);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddWideUpper(Vector128<int> acc, Vector128<short> p) => NeonIsa.AddWideUpper(acc, p);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> RoundToInt(Vector128<float> value) => NeonIsa.RoundToInt(value);

    [MethodImpl(AggressiveInlining)]
    public static Vector64<sbyte> Narrow(Vector128<short> value) => NeonIsa.Narrow(value);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Dot(Vector128<int> acc, Vector128<sbyte> a, Vector128<sbyte> b) => Dp.DotProduct(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<sbyte> Interleave(Vector64<sbyte> a, Vector64<sbyte> b) => AdvSimd.Arm64.ZipLow(a.ToVector128Unsafe(), b.ToVector128Unsafe());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<sbyte> InterleavePairsLower(Vector128<sbyte> a, Vector128<sbyte> b) => AdvSimd.Arm64.ZipLow(a.AsInt16(), b.AsInt16()).AsSByte();

    [MethodImpl(AggressiveInlining)]
    public static Vector128<sbyte> InterleavePairsUpper(Vector128<sbyte> a, Vector128<sbyte> b) => AdvSimd.Arm64.ZipHigh(a.AsInt16(), b.AsInt16()).AsSByte();
}
