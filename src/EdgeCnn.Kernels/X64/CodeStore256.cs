using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>The rounding rule for sums that lie in 256-bit registers, their bias in them.</summary>
/// <remarks>
/// Exactness: the rule of <see cref="Requantizer"/>. The clamp comes after the rounding and in 16 bits, which changes nothing:
/// bounds are whole numbers and what saturates on the way lies outside of every range of codes. The conversion gives the
/// lowest integer for what is beyond 32 bits on either side, so the upper side is cut off before it.
/// </remarks>
internal static unsafe class CodeStore256
{
    // Above every code's distance from a zero point, below what a conversion cannot take.
    private const float Beyond = 65536f;

    /// <summary>Stores the codes of eight channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(Vector256<int> sums, Vector256<float> multiplier, CodeRange* range, byte* to)
    {
        Vector256<int> rounded = Round(sums, multiplier);
        var codes = Sse2.AddSaturate(Sse2.PackSignedSaturate(rounded.GetLower(), rounded.GetUpper()), range->ZeroPoint);
        codes = Sse2.Min(Sse2.Max(codes, range->Minimum), range->Maximum);
        *(ulong*)to = Sse2.PackUnsignedSaturate(codes, codes).AsUInt64().ToScalar();
    }

    /// <summary>Stores the codes of sixteen channels.</summary>
    /// <param name="low">Sums of channels 0..3 and 8..11.</param>
    /// <param name="high">Sums of channels 4..7 and 12..15.</param>
    /// <param name="lowMultiplier">Of the same channels.</param>
    /// <param name="highMultiplier">Of the same channels.</param>
    /// <param name="range">Zero point and bounds.</param>
    /// <param name="to">Receives the codes in the order of the channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sixteen(Vector256<int> low, Vector256<int> high, Vector256<float> lowMultiplier, Vector256<float> highMultiplier, CodeRange* range, byte* to)
    {
        var codes = Avx2.PackSignedSaturate(Round(low, lowMultiplier), Round(high, highMultiplier));
        Vector128<short> zero = range->ZeroPoint, minimum = range->Minimum, maximum = range->Maximum;
        var first = Sse2.Min(Sse2.Max(Sse2.AddSaturate(codes.GetLower(), zero), minimum), maximum);
        var second = Sse2.Min(Sse2.Max(Sse2.AddSaturate(codes.GetUpper(), zero), minimum), maximum);
        Sse2.PackUnsignedSaturate(first, second).Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Round(Vector256<int> sums, Vector256<float> multiplier) =>
        Avx.ConvertToVector256Int32(Avx.Min(Avx.ConvertToVector256Single(sums) * multiplier, Vector256.Create(Beyond)));
}
