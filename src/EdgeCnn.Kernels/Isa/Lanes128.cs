using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace EdgeCnn.Kernels.Isa;

/// <summary>Four floats, by .NET's own vectors: one NEON instruction each on ARM, and any processor has them.</summary>
internal readonly unsafe struct Lanes128<TIsa> : IFloatLanes<Vector128<float>>
    where TIsa : struct, IVectorIsa
{
    public static string Name => TIsa.Name;

    public static bool IsSupported => TIsa.IsSupported;

    public static int Count => 4;

    // Half of the smallest of our boards.
    public static int CachedBytes => 256 << 10;

    // Models of the A72, A76 and A53 say 0.7, 1.2 and 1.7.
    public static double Effort => 1;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Load(void* from) => Vector128.Load((float*)from);

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector128<float> a, void* to) => a.Store((float*)to);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Create(float a) => Vector128.Create(a);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> acc, Vector128<float> a, Vector128<float> b) => Vector128.FusedMultiplyAdd(a, b, acc);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Clamp(Vector128<float> a, Vector128<float> low, Vector128<float> high) => AtMost(AtLeast(a, low), high);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> AtLeast(Vector128<float> a, Vector128<float> low) => Vector128.Max(a, low);

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> AtMost(Vector128<float> a, Vector128<float> high) => Vector128.Min(a, high);
}
