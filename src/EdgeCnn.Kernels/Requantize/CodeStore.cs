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
    /// <summary>Stores the codes of four outputs, or of the first three; stage by stage, for cores that do not look ahead.</summary>
    /// <param name="sum0l">Sums of an output's first four channels.</param>
    /// <param name="sum0h">Sums of its others.</param>
    /// <param name="sum1l">The second output's.</param>
    /// <param name="sum1h">The second output's.</param>
    /// <param name="sum2l">The third's.</param>
    /// <param name="sum2h">The third's.</param>
    /// <param name="sum3l">The fourth's.</param>
    /// <param name="sum3h">The fourth's.</param>
    /// <param name="multiplier">Of each channel.</param>
    /// <param name="range">Zero point and bounds.</param>
    /// <param name="to">Receives eight codes of each output.</param>
    /// <param name="stride">From one output to the next.</param>
    /// <param name="count">Outputs; the fourth only if there are more than three.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(
        Vector128<int> sum0l, Vector128<int> sum0h, Vector128<int> sum1l, Vector128<int> sum1h, Vector128<int> sum2l, Vector128<int> sum2h, Vector128<int> sum3l, Vector128<int> sum3h,
        float* multiplier, CodeRange* range, byte* to, nint stride, nint count)
    {
        Vector128<float> ml = Vector128.Load(multiplier), mh = Vector128.Load(multiplier + 4);
        Vector128<float> f0l = Vector128.ConvertToSingle(sum0l), f0h = Vector128.ConvertToSingle(sum0h);
        Vector128<float> f1l = Vector128.ConvertToSingle(sum1l), f1h = Vector128.ConvertToSingle(sum1h);
        Vector128<float> f2l = Vector128.ConvertToSingle(sum2l), f2h = Vector128.ConvertToSingle(sum2h);
        Vector128<float> f3l = Vector128.ConvertToSingle(sum3l), f3h = Vector128.ConvertToSingle(sum3h);
        f0l *= ml;
        f0h *= mh;
        f1l *= ml;
        f1h *= mh;
        f2l *= ml;
        f2h *= mh;
        f3l *= ml;
        f3h *= mh;
        sum0l = TIsa.RoundToInt(f0l);
        sum0h = TIsa.RoundToInt(f0h);
        sum1l = TIsa.RoundToInt(f1l);
        sum1h = TIsa.RoundToInt(f1h);
        sum2l = TIsa.RoundToInt(f2l);
        sum2h = TIsa.RoundToInt(f2h);
        sum3l = TIsa.RoundToInt(f3l);
        sum3h = TIsa.RoundToInt(f3h);
        Vector128<short> zero = range->ZeroPoint, low = range->Minimum, high = range->Maximum;
        var codes0 = Vector128.NarrowWithSaturation(sum0l, sum0h);
        var codes1 = Vector128.NarrowWithSaturation(sum1l, sum1h);
        var codes2 = Vector128.NarrowWithSaturation(sum2l, sum2h);
        var codes3 = Vector128.NarrowWithSaturation(sum3l, sum3h);
        codes0 = Vector128.AddSaturate(codes0, zero);
        codes1 = Vector128.AddSaturate(codes1, zero);
        codes2 = Vector128.AddSaturate(codes2, zero);
        codes3 = Vector128.AddSaturate(codes3, zero);
        codes0 = Vector128.Max(codes0, low);
        codes1 = Vector128.Max(codes1, low);
        codes2 = Vector128.Max(codes2, low);
        codes3 = Vector128.Max(codes3, low);
        codes0 = Vector128.Min(codes0, high);
        codes1 = Vector128.Min(codes1, high);
        codes2 = Vector128.Min(codes2, high);
        codes3 = Vector128.Min(codes3, high);
        TIsa.Narrow(codes0).Store((sbyte*)to);
        TIsa.Narrow(codes1).Store((sbyte*)(to + stride));
        TIsa.Narrow(codes2).Store((sbyte*)(to + (2 * stride)));
        if (count > 3)
            TIsa.Narrow(codes3).Store((sbyte*)(to + (3 * stride)));
    }

    /// <summary>Stores the codes of two outputs, or of the first; see <see cref="Four"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Two(Vector128<int> sum0l, Vector128<int> sum0h, Vector128<int> sum1l, Vector128<int> sum1h, float* multiplier, CodeRange* range, byte* to, nint stride, nint count)
    {
        Vector128<float> ml = Vector128.Load(multiplier), mh = Vector128.Load(multiplier + 4);
        Vector128<float> f0l = Vector128.ConvertToSingle(sum0l), f0h = Vector128.ConvertToSingle(sum0h);
        Vector128<float> f1l = Vector128.ConvertToSingle(sum1l), f1h = Vector128.ConvertToSingle(sum1h);
        f0l *= ml;
        f0h *= mh;
        f1l *= ml;
        f1h *= mh;
        sum0l = TIsa.RoundToInt(f0l);
        sum0h = TIsa.RoundToInt(f0h);
        sum1l = TIsa.RoundToInt(f1l);
        sum1h = TIsa.RoundToInt(f1h);
        Vector128<short> zero = range->ZeroPoint, low = range->Minimum, high = range->Maximum;
        var codes0 = Vector128.NarrowWithSaturation(sum0l, sum0h);
        var codes1 = Vector128.NarrowWithSaturation(sum1l, sum1h);
        codes0 = Vector128.AddSaturate(codes0, zero);
        codes1 = Vector128.AddSaturate(codes1, zero);
        codes0 = Vector128.Max(codes0, low);
        codes1 = Vector128.Max(codes1, low);
        codes0 = Vector128.Min(codes0, high);
        codes1 = Vector128.Min(codes1, high);
        TIsa.Narrow(codes0).Store((sbyte*)to);
        if (count > 1)
            TIsa.Narrow(codes1).Store((sbyte*)(to + stride));
    }
}
