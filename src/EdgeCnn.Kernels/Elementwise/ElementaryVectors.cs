using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>Functions of <see cref="ElementaryFunctions"/> for two values at once: the same steps in the same order, so each lane gives the same bits.</summary>
internal static class ElementaryVectors
{
    // Adding this leaves an integer, and the bias of the exponent, in the lowest bits.
    private const double IntegerBits = 6755399441055744.0 + 1023;

    /// <summary>eˣ</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x)
    {
        var inside = Vector128.Min(Vector128.Max(x, Vector128.Create(-708.0)), Vector128.Create(709.0));
        var n = Vector128.Round(inside * ElementaryFunctions.Log2E);
        var r = inside - (n * ElementaryFunctions.Ln2High) - (n * ElementaryFunctions.Ln2Low);
        var p = Vector128.Create(1.0 / 479001600);
        p = (p * r) + Vector128.Create(1.0 / 39916800);
        p = (p * r) + Vector128.Create(1.0 / 3628800);
        p = (p * r) + Vector128.Create(1.0 / 362880);
        p = (p * r) + Vector128.Create(1.0 / 40320);
        p = (p * r) + Vector128.Create(1.0 / 5040);
        p = (p * r) + Vector128.Create(1.0 / 720);
        p = (p * r) + Vector128.Create(1.0 / 120);
        p = (p * r) + Vector128.Create(1.0 / 24);
        p = (p * r) + Vector128.Create(1.0 / 6);
        p = (p * r) + Vector128.Create(0.5);
        p = (p * r) + Vector128<double>.One;
        p = (p * r) + Vector128<double>.One;
        var power = (n + Vector128.Create(IntegerBits)).AsInt64() << 52;
        var result = p * power.AsDouble();
        result = Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(-708.0)), Vector128<double>.Zero, result);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128.Create(709.0)), Vector128.Create(double.PositiveInfinity), result);
    }

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sigmoid(Vector128<double> x) => Vector128<double>.One / (Vector128<double>.One + Exp(-x));
}
