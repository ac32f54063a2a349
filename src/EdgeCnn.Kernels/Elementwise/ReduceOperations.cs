using System.Numerics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>A function of many values, one after another.</summary>
/// <typeparam name="T">Double for real numbers, 64 bits for integers.</typeparam>
public interface IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>True if the greatest value must be known first: the shift.</summary>
    static virtual bool Shifts => false;

    /// <summary>The state before the first value.</summary>
    static virtual T Start => T.Zero;

    /// <summary>The state after one more value.</summary>
    static abstract T Add(T state, T x, T shift);

    /// <summary>The result after the last value.</summary>
    static virtual T Finish(T state, int count, T shift) => state;
}

/// <summary>Σx</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceSum<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => state + x;
}

/// <summary>Σx / n; integers are truncated towards 0.</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceMean<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => state + x;

    /// <inheritdoc/>
    public static T Finish(T state, int count, T shift) => state / T.CreateTruncating(count);
}

/// <summary>The greatest; NaN wins.</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceMax<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Start => typeof(T) == typeof(double) ? T.CreateTruncating(double.NegativeInfinity) : T.CreateTruncating(long.MinValue);

    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => T.Max(state, x);
}

/// <summary>The least; NaN wins.</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceMin<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Start => typeof(T) == typeof(double) ? T.CreateTruncating(double.PositiveInfinity) : T.CreateTruncating(long.MaxValue);

    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => T.Min(state, x);
}

/// <summary>Πx</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceProd<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Start => T.One;

    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => state * x;
}

/// <summary>Σ|x|</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceL1<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => T.IsNegative(x) ? state - x : state + x;
}

/// <summary>Σx²</summary>
/// <typeparam name="T">The state's type.</typeparam>
public readonly struct ReduceSumSquare<T> : IReduceOperation<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public static T Add(T state, T x, T shift) => state + (x * x);
}

/// <summary>√Σx²</summary>
public readonly struct ReduceL2 : IReduceOperation<double>
{
    /// <inheritdoc/>
    public static double Add(double state, double x, double shift) => state + (x * x);

    /// <inheritdoc/>
    public static double Finish(double state, int count, double shift) => Math.Sqrt(state);
}

/// <summary>ln Σx</summary>
public readonly struct ReduceLogSum : IReduceOperation<double>
{
    /// <inheritdoc/>
    public static double Add(double state, double x, double shift) => state + x;

    /// <inheritdoc/>
    public static double Finish(double state, int count, double shift) => ElementaryFunctions.Log(state);
}

/// <summary>ln Σeˣ, shifted by the greatest x.</summary>
public readonly struct ReduceLogSumExp : IReduceOperation<double>
{
    /// <inheritdoc/>
    public static bool Shifts => true;

    /// <inheritdoc/>
    public static double Add(double state, double x, double shift) => state + ElementaryFunctions.Exp(x - shift);

    /// <inheritdoc/>
    public static double Finish(double state, int count, double shift) => shift + ElementaryFunctions.Log(state);
}
