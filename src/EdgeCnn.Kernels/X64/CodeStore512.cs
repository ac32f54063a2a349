using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Kernels.X64;

/// <summary>The rounding rule for sums that lie in 512-bit registers, their bias in them; see <see cref="CodeStore256"/> for why it is exact.</summary>
internal static unsafe class CodeStore512
{
    private const float Beyond = 65536f;

    /// <summary>Stores the codes of sixteen channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sixteen(Vector512<int> sums, Vector512<float> multiplier, CodeRange* range, byte* to)
    {
        var rounded = Avx512F.ConvertToVector512Int32(Avx512F.Min(Avx512F.ConvertToVector512Single(sums) * multiplier, Vector512.Create(Beyond)));
        var codes = Avx512F.ConvertToVector256Int16WithSaturation(rounded);
        codes = Avx2.AddSaturate(codes, Avx2.BroadcastVector128ToVector256((short*)&range->ZeroPoint));
        codes = Avx2.Min(Avx2.Max(codes, Avx2.BroadcastVector128ToVector256((short*)&range->Minimum)), Avx2.BroadcastVector128ToVector256((short*)&range->Maximum));
        Avx512BW.VL.ConvertToVector128Byte(codes).Store(to);
    }
}
