using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.Isa;

/// <summary>ARMv8.0 NEON: Cortex-A53 (Pi 3, Zero 2 W), Cortex-A72 (Pi 4).</summary>
internal readonly struct NeonIsa : IVectorIsa
{
    public static string Name => "neon";

    public static bool IsSupported => AdvSimd.Arm64.IsSupported;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane0(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc, b, a, 0);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane1(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc, b, a, 1);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane2(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc, b, a, 2);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> FmaLane3(Vector128<float> acc, Vector128<float> b, Vector128<float> a) => AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc, b, a, 3);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<short> MultiplyWide(Vector64<sbyte> a, Vector64<sbyte> b) => AdvSimd.MultiplyWideningLower(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<short> MultiplyWideAdd(Vector128<short> acc, Vector64<sbyte> a, Vector64<sbyte> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddPairsWide(Vector128<int> acc, Vector128<short> p) => AdvSimd.AddPairwiseWideningAndAdd(acc, p);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddPairs(Vector128<int> a, Vector128<int> b) => AdvSimd.Arm64.AddPairwise(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddWideLower(Vector128<int> acc, Vector128<short> p) => AdvSimd.AddWideningLower(acc, p.GetLower());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> AddWideUpper(Vector128<int> acc, Vector128<short> p) => AdvSimd.AddWideningUpper(acc, p);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> RoundToInt(Vector128<float> value) => AdvSimd.ConvertToInt32RoundToEven(value);

    [MethodImpl(AggressiveInlining)]
    public static Vector64<sbyte> Narrow(Vector128<short> value) => AdvSimd.ExtractNarrowingLower(value);
}
