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
    public static Vector64<ushort> LoadPairs(ushort* row, int* first)
    {
        // As a float the first pair comes straight into the vector register.
        Vector64<uint> pair = Vector64.CreateScalarUnsafe(*(float*)(row + first[0])).AsUInt32();
        return AdvSimd.LoadAndInsertScalar(pair, 1, (uint*)(row + first[1])).AsUInt16();
    }

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> Multiply(Vector64<byte> a, Vector64<byte> b) => AdvSimd.MultiplyWideningLower(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyUpper(Vector128<byte> a, Vector128<byte> b) => AdvSimd.MultiplyWideningUpper(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyAdd(Vector128<ushort> acc, Vector64<byte> a, Vector64<byte> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<ushort> MultiplyAddUpper(Vector128<ushort> acc, Vector128<byte> a, Vector128<byte> b) => AdvSimd.MultiplyWideningUpperAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> Multiply(Vector64<ushort> a, Vector64<ushort> b) => AdvSimd.MultiplyWideningLower(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<uint> MultiplyAdd(Vector128<uint> acc, Vector64<ushort> a, Vector64<ushort> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Multiply(Vector64<short> a, Vector64<short> b) => AdvSimd.MultiplyWideningLower(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyUpper(Vector128<short> a, Vector128<short> b) => AdvSimd.MultiplyWideningUpper(a, b);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> acc, Vector64<short> a, Vector64<short> b) => AdvSimd.MultiplyWideningLowerAndAdd(acc, a, b);

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
