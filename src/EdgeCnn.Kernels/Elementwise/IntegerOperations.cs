using System.Numerics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>|x|; the least integer stays itself.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct AbsOperation<T> : IUnaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public T Invoke(T x) => T.IsNegative(x) ? T.Zero - x : x;
}

/// <summary>−x; integers wrap.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct NegOperation<T> : IUnaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public T Invoke(T x) => T.Zero - x;
}

/// <summary>−1, 0 or 1.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct SignOperation<T> : IUnaryOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public T Invoke(T x) => x > T.Zero ? T.One : x < T.Zero ? T.Zero - T.One : T.Zero;
}

/// <summary>Logical not of a truth value.</summary>
public readonly struct NotOperation : IUnaryOperation<byte>
{
    /// <inheritdoc/>
    public byte Invoke(byte x) => (byte)(x == 0 ? 1 : 0);
}
