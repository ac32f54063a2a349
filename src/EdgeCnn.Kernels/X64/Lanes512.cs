using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Isa;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.X64;

/// <summary>Sixteen floats by AVX-512.</summary>
internal readonly unsafe struct Lanes512 : IFloatLanes<Vector512<float>>
{
    public static string Name => "avx512";

    public static bool IsSupported => Avx512F.IsSupported;

    public static int Count => 16;

    public static int CachedBytes => 512 << 10;

    public static double Effort => 0.5;

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> Load(void* from) => Vector512.Load((float*)from);

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector512<float> a, void* to) => a.Store((float*)to);

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> Create(float a) => Vector512.Create(a);

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> acc, Vector512<float> a, Vector512<float> b) => Avx512F.FusedMultiplyAdd(a, b, acc);

    // The bound comes first, so that what is no number stays so.
    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> Clamp(Vector512<float> a, Vector512<float> low, Vector512<float> high) => AtMost(AtLeast(a, low), high);

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> AtLeast(Vector512<float> a, Vector512<float> low) => Avx512F.Max(low, a);

    [MethodImpl(AggressiveInlining)]
    public static Vector512<float> AtMost(Vector512<float> a, Vector512<float> high) => Avx512F.Min(high, a);
}
