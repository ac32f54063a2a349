using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.Isa;

/// <summary>ARMv8.0 NEON, which all boards have.</summary>
internal readonly unsafe struct NeonPixelIsa : IPixelIsa
{
    public static string Name => "neon";

    public static bool IsSupported => AdvSimd.Arm64.IsSupported;

    [MethodImpl(AggressiveInlining)]
    public static (Vector128<byte> Even, Vector128<byte> Odd) LoadTwo(byte* from) => AdvSimd.Arm64.Load2xVector128AndUnzip(from);

    [MethodImpl(AggressiveInlining)]
    public static (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadThree(byte* from) => AdvSimd.Arm64.Load3xVector128AndUnzip(from);

    [MethodImpl(AggressiveInlining)]
    public static (Vector128<byte> A, Vector128<byte> B, Vector128<byte> C) LoadThreeOfFour(byte* from)
    {
        var (a, b, c, _) = AdvSimd.Arm64.Load4xVector128AndUnzip(from);
        return (a, b, c);
    }

    [MethodImpl(AggressiveInlining)]
    public static void StoreThree(byte* to, Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) => AdvSimd.Arm64.StoreVectorAndZip(to, (a, b, c));

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> LoadPairs(ushort* row, int* first)
    {
        var pairs = Vector128.CreateScalarUnsafe(*(uint*)(row + first[0]));
        pairs = AdvSimd.LoadAndInsertScalar(pairs, 1, (uint*)(row + first[1]));
        pairs = AdvSimd.LoadAndInsertScalar(pairs, 2, (uint*)(row + first[2]));
        return AdvSimd.LoadAndInsertScalar(pairs, 3, (uint*)(row + first[3])).AsUInt16();
    }

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyLower(Vector128<byte> a, Vector128<byte> b) => AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyUpper(Vector128<byte> a, Vector128<byte> b) => AdvSimd.MultiplyWideningUpper(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyAddLower(Vector128<ushort> acc, Vector128<byte> a, Vector128<byte> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a.GetLower(), b.GetLower());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyAddUpper(Vector128<ushort> acc, Vector128<byte> a, Vector128<byte> b) => AdvSimd.MultiplyWideningUpperAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> MultiplyAddLower(Vector128<uint> acc, Vector128<ushort> a, Vector128<ushort> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a.GetLower(), b.GetLower());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> MultiplyAddUpper(Vector128<uint> acc, Vector128<ushort> a, Vector128<ushort> b) => AdvSimd.MultiplyWideningUpperAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyAddLower(Vector128<int> acc, Vector128<short> a, Vector128<short> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a.GetLower(), b.GetLower());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyAddUpper(Vector128<int> acc, Vector128<short> a, Vector128<short> b) => AdvSimd.MultiplyWideningUpperAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> AddPairs(Vector128<uint> a, Vector128<uint> b) => AdvSimd.Arm64.AddPairwise(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> Even(Vector128<ushort> a, Vector128<ushort> b) => AdvSimd.Arm64.UnzipEven(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> Odd(Vector128<ushort> a, Vector128<ushort> b) => AdvSimd.Arm64.UnzipOdd(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> RoundHalves(Vector128<uint> a, Vector128<uint> b) =>
        AdvSimd.ShiftRightLogicalRoundedNarrowingUpper(AdvSimd.ShiftRightLogicalRoundedNarrowingLower(a, 16), b, 16);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<byte> Narrow(Vector128<ushort> a, Vector128<ushort> b) => AdvSimd.Arm64.UnzipEven(a.AsByte(), b.AsByte());

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> RoundWeights(Vector128<int> a, Vector128<int> b) =>
        AdvSimd.ShiftRightArithmeticRoundedNarrowingSaturateUnsignedUpper(AdvSimd.ShiftRightArithmeticRoundedNarrowingSaturateUnsignedLower(a, 13), b, 13);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<byte> NarrowSaturate(Vector128<ushort> a, Vector128<ushort> b) =>
        AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b);
}
