using System.Numerics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>a = b as a truth value.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct IsEqual<T> : IBinaryOperation<T, byte>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static byte Invoke(T a, T b) => (byte)(a == b ? 1 : 0);
}

/// <summary>a &gt; b as a truth value.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct IsGreater<T> : IBinaryOperation<T, byte>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static byte Invoke(T a, T b) => (byte)(a > b ? 1 : 0);
}

/// <summary>a ≥ b as a truth value.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct IsGreaterOrEqual<T> : IBinaryOperation<T, byte>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static byte Invoke(T a, T b) => (byte)(a >= b ? 1 : 0);
}

/// <summary>a &lt; b as a truth value.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct IsLess<T> : IBinaryOperation<T, byte>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static byte Invoke(T a, T b) => (byte)(a < b ? 1 : 0);
}

/// <summary>a ≤ b as a truth value.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct IsLessOrEqual<T> : IBinaryOperation<T, byte>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static byte Invoke(T a, T b) => (byte)(a <= b ? 1 : 0);
}

/// <summary>Both truth values.</summary>
public readonly struct Both : IBinaryOperation<byte, byte>
{
    /// <inheritdoc/>
    public static byte Invoke(byte a, byte b) => (byte)(a != 0 && b != 0 ? 1 : 0);
}

/// <summary>Either of two truth values, or both.</summary>
public readonly struct Either : IBinaryOperation<byte, byte>
{
    /// <inheritdoc/>
    public static byte Invoke(byte a, byte b) => (byte)(a != 0 || b != 0 ? 1 : 0);
}

/// <summary>One of two truth values, not both.</summary>
public readonly struct OneOf : IBinaryOperation<byte, byte>
{
    /// <inheritdoc/>
    public static byte Invoke(byte a, byte b) => (byte)((a != 0) != (b != 0) ? 1 : 0);
}
