using System.Numerics;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>a + b; integers wrap.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct SumOf<T> : IVectorBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b) => a + b;

    /// <inheritdoc/>
    public static Vector128<T> Invoke(Vector128<T> a, Vector128<T> b) => a + b;
}

/// <summary>a − b; integers wrap.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct DifferenceOf<T> : IVectorBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b) => a - b;

    /// <inheritdoc/>
    public static Vector128<T> Invoke(Vector128<T> a, Vector128<T> b) => a - b;
}

/// <summary>a·b; integers wrap.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct ProductOf<T> : IVectorBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b) => a * b;

    /// <inheritdoc/>
    public static Vector128<T> Invoke(Vector128<T> a, Vector128<T> b) => a * b;
}

/// <summary>a / b of real numbers.</summary>
public readonly struct QuotientOfFloats : IVectorBinaryOperation<float>
{
    /// <inheritdoc/>
    public static float Invoke(float a, float b) => a / b;

    /// <inheritdoc/>
    public static Vector128<float> Invoke(Vector128<float> a, Vector128<float> b) => a / b;
}

/// <summary>a / b of integers, truncated towards 0; 0 where b is 0.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct QuotientOf<T> : IBinaryOperation<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    // The least integer by −1 would trap; its negation wraps to itself.
    public static T Invoke(T a, T b) => T.IsZero(b) ? T.Zero : T.IsNegative(b) && b == T.Zero - T.One ? T.Zero - a : a / b;
}

/// <summary>The remainder of a / b of real numbers, with the sign of b.</summary>
public readonly struct RemainderOfFloats : IBinaryOperation<float, float>
{
    /// <inheritdoc/>
    public static float Invoke(float a, float b)
    {
        float rest = a % b;
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    }
}

/// <summary>The remainder of a / b of integers, with the sign of b; 0 where b is 0.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct RemainderOf<T> : IBinaryOperation<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b)
    {
        // The least integer by −1 would trap; nothing remains of any integer by −1.
        if (T.IsZero(b) || (T.IsNegative(b) && b == T.Zero - T.One))
            return T.Zero;
        T rest = a % b;
        return !T.IsZero(rest) && T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
    }
}

/// <summary>aᵇ of real numbers.</summary>
public readonly struct PowerOfFloats : IBinaryOperation<float, float>
{
    /// <inheritdoc/>
    public static float Invoke(float a, float b) => b == 2 ? a * a : (float)ElementaryFunctions.Pow(a, b);
}

/// <summary>aᵇ of integers, wrapping; a negative power is truncated towards 0.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct PowerOf<T> : IBinaryOperation<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b)
    {
        if (T.IsNegative(b))
            return a == T.One ? a : a == T.Zero - T.One ? (T.IsOddInteger(b) ? a : T.One) : T.Zero;
        T power = T.One;
        for (; !T.IsZero(b); b >>= 1, a *= a)
        {
            if (T.IsOddInteger(b))
                power *= a;
        }

        return power;
    }
}

/// <summary>The lesser one; NaN wins.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct MinimumOf<T> : IVectorBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b) => T.Min(a, b);

    /// <inheritdoc/>
    public static Vector128<T> Invoke(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);
}

/// <summary>The greater one; NaN wins.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct MaximumOf<T> : IVectorBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b) => T.Max(a, b);

    /// <inheritdoc/>
    public static Vector128<T> Invoke(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);
}

/// <summary>a if a ≥ 0, else a·b</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct SlopeOf<T> : IVectorBinaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Invoke(T a, T b) => a < T.Zero ? a * b : a;

    /// <inheritdoc/>
    public static Vector128<T> Invoke(Vector128<T> a, Vector128<T> b) => Vector128.ConditionalSelect(Vector128.LessThan(a, Vector128<T>.Zero), a * b, a);
}
