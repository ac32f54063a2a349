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

    [MethodImpl(AggressiveInlining)]
    public static Vector128<float> Load(float* from) => Vector128.Load(from);

    [MethodImpl(AggressiveInlining)]
    public static void Store(Vector128<float> a, float* to) => a.Store(to);

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
    public static Vector128<float> Clamp(Vector128<float> a, Vector128<float> low, Vector128<float> high) => Vector128.Min(Vector128.Max(a, low), high);
}
