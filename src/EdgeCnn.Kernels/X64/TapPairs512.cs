using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>Codes and weights of sixteen channels in pairs of taps, as VPMADDWD wants them; see <see cref="TapPairs"/>.</summary>
internal static unsafe class TapPairs512
{
    /// <summary>(a[c], b[c]) of each channel in 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Two(byte* a, byte* b)
    {
        Vector128<byte> x = Vector128.Load(a), y = Vector128.Load(b);
        return Avx512BW.ConvertToVector512Int16(Vector256.Create(Sse2.UnpackLow(x, y), Sse2.UnpackHigh(x, y)));
    }

    /// <summary>(a[c], 0) of each channel in 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> One(byte* a) => Avx512F.ConvertToVector512Int32(Vector128.Load(a)).AsInt16();

    /// <summary>Thirty-two packed weights in 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Weights(sbyte* from) => Avx512BW.ConvertToVector512Int16(Vector256.Load(from));
}
