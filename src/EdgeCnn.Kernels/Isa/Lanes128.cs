using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Isa;

/// <summary>Four floats; NEON, or whatever .NET makes of them elsewhere.</summary>
internal readonly unsafe struct Lanes128<TIsa> : IFloatLanes<Vector128<float>>
    where TIsa : struct, IVectorIsa
{
    public static string Name => TIsa.Name;

    public static bool IsSupported => TIsa.IsSupported;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(byte* from) => Vector128.Load((float*)from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, byte* to) => value.Store((float*)to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Create(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fma(Vector128<float> x, Vector128<float> w, Vector128<float> acc) => Vector128.FusedMultiplyAdd(x, w, acc);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AtLeast(Vector128<float> low, Vector128<float> x) => Vector128.MaxNative(low, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AtMost(Vector128<float> high, Vector128<float> x) => Vector128.MinNative(high, x);
}
