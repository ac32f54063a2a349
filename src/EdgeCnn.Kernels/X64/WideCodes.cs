using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeCnn.Kernels.X64;

/// <summary>Sixteen codes between memory and 32-bit lanes, for loops over whole tensors.</summary>
internal static unsafe class WideCodes
{
    /// <summary>Codes of one step.</summary>
    public const int Count = 16;

    /// <summary>True if this processor has the instructions.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>The model's own codes: (code ^ <paramref name="flip"/>) + <paramref name="shift"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* codes, Vector128<byte> flip, Vector512<int> shift) =>
        Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32(Vector128.Load(codes) ^ flip) + shift);

    /// <summary>Rounds half to even, as .NET leaves MXCSR, and stores (code − <paramref name="shift"/>) ^ <paramref name="flip"/>; values must be in the range of codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> codes, Vector128<byte> flip, Vector512<int> shift, byte* to) =>
        (Avx512F.ConvertToVector128Byte(Avx512F.ConvertToVector512Int32(codes) - shift) ^ flip).Store(to);
}
