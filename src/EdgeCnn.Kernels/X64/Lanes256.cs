using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EdgeCnn.Kernels.Isa;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.X64;

/// <summary>Eight floats by AVX and FMA.</summary>
internal readonly unsafe struct Lanes256 : IFloatLanes<Vector256<float>>
{
    public static string Name => "avx2";

    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Count => 8;

    public static int CachedBytes => 512 << 10;

    public static double Effort => 0.5;

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Load(void* from) => Vector256.Load((float*)from);

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector256<float> a, void* to) => a.Store((float*)to);

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Create(float a) => Vector256.Create(a);

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> acc, Vector256<float> a, Vector256<float> b) => Fma.MultiplyAdd(a, b, acc);

    // The bound comes first, so that what is no number stays so.
    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> Clamp(Vector256<float> a, Vector256<float> low, Vector256<float> high) => AtMost(AtLeast(a, low), high);

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> AtLeast(Vector256<float> a, Vector256<float> low) => Avx.Max(low, a);

    [MethodImpl(AggressiveInlining)]
    public static Vector256<float> AtMost(Vector256<float> a, Vector256<float> high) => Avx.Min(high, a);
}
