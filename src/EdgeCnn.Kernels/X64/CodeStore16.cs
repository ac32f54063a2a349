using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>The rule of <see cref="Requantizer"/> for sums of sixteen channels in a register, or in two of 256 bits.</summary>
/// <remarks>
/// Exactness: the same IEEE operations in the same order. CVTPS2DQ rounds half to even, as .NET leaves MXCSR; the codes are in
/// range by then, so the narrowing moves lose nothing.
/// </remarks>
internal readonly unsafe struct CodeStore16
{
    private readonly Vector512<int> bias;
    private readonly Vector512<float> multiplier;
    private readonly Vector512<float> low;
    private readonly Vector512<float> high;
    private readonly Vector512<int> zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CodeStore16(in CodesTile to, nint channel = 0)
    {
        bias = Vector512.Load(to.Bias + channel);
        multiplier = Vector512.Load(to.Multiplier + channel);
        low = Vector512.Create(to.Low);
        high = Vector512.Create(to.High);
        zero = Vector512.Create(to.ZeroPoint);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector512<int> sums, byte* output)
    {
        var scaled = Avx512F.ConvertToVector512Single(sums + bias) * multiplier;
        Avx512F.ConvertToVector128Byte(Avx512F.ConvertToVector512Int32(Avx512F.Min(Avx512F.Max(scaled, low), high)) + zero).Store(output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector256<int> first, Vector256<int> second, byte* output)
    {
        if (Avx512F.IsSupported)
        {
            Store(Avx512F.InsertVector256(first.ToVector512Unsafe(), second, 1), output);
            return;
        }

        Vector256<int> lower = Codes(first + bias.GetLower(), multiplier.GetLower()), upper = Codes(second + bias.GetUpper(), multiplier.GetUpper());
        // Only the low bytes, which the unsigned pack then takes as they are; packs stay within halves.
        var pairs = Avx2.Permute4x64(Avx2.PackSignedSaturate(lower, upper).AsInt64(), 0b11_01_10_00).AsInt16() & Vector256.Create((short)0xFF);
        Sse2.PackUnsignedSaturate(pairs.GetLower(), pairs.GetUpper()).Store(output);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Codes(Vector256<int> sum, Vector256<float> multiplier)
    {
        var scaled = Avx.ConvertToVector256Single(sum) * multiplier;
        return Avx.ConvertToVector256Int32(Avx.Min(Avx.Max(scaled, low.GetLower()), high.GetLower())) + zero.GetLower();
    }
}
