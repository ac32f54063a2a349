using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeCnn.Kernels.Requantize;

/// <summary>The rounding rule by NEON, for signed codes: 16 outputs at a time, of one row, of two or of four.</summary>
/// <remarks>
/// Exactness: FCVTNS rounds half to even and saturates, SQXTN and SQADD saturate, and the bounds come last. Rounding and every one of
/// these steps keep the order of numbers, so clamping last gives the code that clamping first gives.
/// <code>
///   sums of row i     [0 1 2 3] [4 5 6 7]   + bias, SCVTF, FMUL, FCVTNS
///   sums of row i+1   [0 1 2 3] [4 5 6 7]
///   SQXTN, SQADD z    [0 1 2 3 4 5 6 7] of row i, [0 .. 7] of row i+1
///   SQXTN, SMAX, SMIN [0 .. 7 of row i | 0 .. 7 of row i+1]
/// </code>
/// </remarks>
internal static unsafe class NeonStore
{
    /// <summary>True if this processor can, and the codes are signed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Takes(in RequantizeArgs r) => AdvSimd.Arm64.IsSupported && r.Minimum >= sbyte.MinValue && r.Maximum <= sbyte.MaxValue;

    /// <summary>Stores 16 columns of all rows, a row at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Columns16(int* tile, int tileStride, int rows, int* bias, float* multiplier, in RequantizeArgs r, byte* output, nint outputStride)
    {
        Vector128<int> b0 = Vector128.Load(bias), b1 = Vector128.Load(bias + 4), b2 = Vector128.Load(bias + 8), b3 = Vector128.Load(bias + 12);
        Vector128<float> m0 = Vector128.Load(multiplier), m1 = Vector128.Load(multiplier + 4), m2 = Vector128.Load(multiplier + 8), m3 = Vector128.Load(multiplier + 12);
        var zero = Vector128.Create((short)r.ZeroPoint);
        Vector128<sbyte> low = Vector128.Create((sbyte)r.Minimum), high = Vector128.Create((sbyte)r.Maximum);
        do
        {
            var first = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile) + b0, m0), Scale(Vector128.Load(tile + 4) + b1, m1)), zero);
            var second = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile + 8) + b2, m2), Scale(Vector128.Load(tile + 12) + b3, m3)), zero);
            Clamp(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(first), second), low, high).Store((sbyte*)output);
            tile += tileStride;
            output += outputStride;
        }
        while (--rows != 0);
    }

    /// <summary>Stores 8 columns of all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Columns8(int* tile, int tileStride, int rows, int* bias, float* multiplier, in RequantizeArgs r, byte* output, nint outputStride)
    {
        Vector128<int> b0 = Vector128.Load(bias), b1 = Vector128.Load(bias + 4);
        Vector128<float> m0 = Vector128.Load(multiplier), m1 = Vector128.Load(multiplier + 4);
        var zero = Vector128.Create((short)r.ZeroPoint);
        Vector128<sbyte> low = Vector128.Create((sbyte)r.Minimum), high = Vector128.Create((sbyte)r.Maximum);
        for (; rows >= 2; rows -= 2, tile += 2 * tileStride, output += 2 * outputStride)
        {
            var first = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile) + b0, m0), Scale(Vector128.Load(tile + 4) + b1, m1)), zero);
            var second = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile + tileStride) + b0, m0), Scale(Vector128.Load(tile + tileStride + 4) + b1, m1)), zero);
            var codes = Clamp(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(first), second), low, high).AsUInt64();
            AdvSimd.StoreSelectedScalar((ulong*)output, codes, 0);
            AdvSimd.StoreSelectedScalar((ulong*)(output + outputStride), codes, 1);
        }

        if (rows == 1)
        {
            var only = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile) + b0, m0), Scale(Vector128.Load(tile + 4) + b1, m1)), zero);
            var codes = Clamp(AdvSimd.ExtractNarrowingSaturateLower(only).ToVector128Unsafe(), low, high).AsUInt64();
            AdvSimd.StoreSelectedScalar((ulong*)output, codes, 0);
        }
    }

    /// <summary>Stores 4 columns of all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Columns4(int* tile, int tileStride, int rows, int* bias, float* multiplier, in RequantizeArgs r, byte* output, nint outputStride)
    {
        var b = Vector128.Load(bias);
        var m = Vector128.Load(multiplier);
        var zero = Vector128.Create((short)r.ZeroPoint);
        Vector128<sbyte> low = Vector128.Create((sbyte)r.Minimum), high = Vector128.Create((sbyte)r.Maximum);
        for (; rows >= 4; rows -= 4, tile += 4 * tileStride, output += 4 * outputStride)
        {
            var first = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile) + b, m), Scale(Vector128.Load(tile + tileStride) + b, m)), zero);
            var second = AdvSimd.AddSaturate(Narrow(Scale(Vector128.Load(tile + (2 * tileStride)) + b, m), Scale(Vector128.Load(tile + (3 * tileStride)) + b, m)), zero);
            var codes = Clamp(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(first), second), low, high).AsUInt32();
            AdvSimd.StoreSelectedScalar((uint*)output, codes, 0);
            AdvSimd.StoreSelectedScalar((uint*)(output + outputStride), codes, 1);
            AdvSimd.StoreSelectedScalar((uint*)(output + (2 * outputStride)), codes, 2);
            AdvSimd.StoreSelectedScalar((uint*)(output + (3 * outputStride)), codes, 3);
        }

        for (; rows > 0; rows--, tile += tileStride, output += outputStride)
        {
            var only = AdvSimd.AddSaturate(AdvSimd.ExtractNarrowingSaturateLower(Scale(Vector128.Load(tile) + b, m)), zero.GetLower());
            var codes = Clamp(AdvSimd.ExtractNarrowingSaturateLower(only.ToVector128Unsafe()).ToVector128Unsafe(), low, high).AsUInt32();
            AdvSimd.StoreSelectedScalar((uint*)output, codes, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Scale(Vector128<int> sum, Vector128<float> multiplier) => AdvSimd.ConvertToInt32RoundToEven(AdvSimd.ConvertToSingle(sum) * multiplier);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Narrow(Vector128<int> a, Vector128<int> b) => AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Clamp(Vector128<sbyte> codes, Vector128<sbyte> low, Vector128<sbyte> high) => AdvSimd.Min(AdvSimd.Max(codes, low), high);
}
