using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeCnn.Kernels.Isa;

namespace EdgeCnn.Kernels.Requantize;

/// <summary>The rounding rule for sums that lie in registers, their bias in them: eight channels at once.</summary>
/// <remarks>
/// Exactness: the rule of <see cref="Requantizer"/>. Rounding comes before the clamp here, which changes nothing: bounds are
/// whole numbers, rounding keeps the order, and what saturates on the way lies outside of every range of codes.
/// </remarks>
internal static unsafe class CodeStore<TIsa>
    where TIsa : struct, IVectorIsa
{
    /// <summary>Stores the codes of eight channels of one output.</summary>
    /// <param name="low">Sums of the first four.</param>
    /// <param name="high">Sums of the others.</param>
    /// <param name="multiplier">Of each channel.</param>
    /// <param name="range">Zero point and bounds.</param>
    /// <param name="to">Receives eight codes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(Vector128<int> low, Vector128<int> high, float* multiplier, CodeRange* range, byte* to)
    {
        var first = TIsa.RoundToInt(Vector128.ConvertToSingle(low) * Vector128.Load(multiplier));
        var second = TIsa.RoundToInt(Vector128.ConvertToSingle(high) * Vector128.Load(multiplier + 4));
        var codes = Vector128.AddSaturate(Vector128.NarrowWithSaturation(first, second), range->ZeroPoint);
        codes = Vector128.Min(Vector128.Max(codes, range->Minimum), range->Maximum);
        TIsa.Narrow(codes).Store((sbyte*)to);
    }
}
