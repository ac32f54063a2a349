using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>eˣ</summary>
public readonly struct ExpFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)ElementaryFunctions.Exp(x);

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Narrow(ElementaryVectors.Exp(Vector128.WidenLower(x)), ElementaryVectors.Exp(Vector128.WidenUpper(x)));
}

/// <summary>Natural logarithm.</summary>
public readonly struct LogFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)ElementaryFunctions.Log(x);
}

/// <summary>The error function.</summary>
public readonly struct ErfFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)ElementaryFunctions.Erf(x);
}

/// <summary>x if x ≥ 0, else alpha·(eˣ − 1)</summary>
/// <param name="alpha">The limit below 0, negated.</param>
public readonly struct EluFloat(float alpha) : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => x < 0 ? (float)(alpha * ElementaryFunctions.ExpMinusOne(x)) : x;
}

/// <summary>gamma·x if x &gt; 0, else gamma·alpha·(eˣ − 1)</summary>
/// <param name="alpha">The limit below 0, negated.</param>
/// <param name="gamma">The scale.</param>
public readonly struct SeluFloat(float alpha, float gamma) : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => x > 0 ? gamma * x : (float)((double)gamma * alpha * ElementaryFunctions.ExpMinusOne(x));
}

/// <summary>max(0, x) + min(0, alpha·(e^(x/alpha) − 1))</summary>
/// <param name="alpha">The scale.</param>
public readonly struct CeluFloat(float alpha) : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)(Math.Max(0, x) + Math.Min(0, alpha * ElementaryFunctions.ExpMinusOne((double)x / alpha)));
}

/// <summary>x·sigmoid(alpha·x)</summary>
/// <param name="alpha">The factor.</param>
public readonly struct SwishFloat(float alpha) : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)(x * ElementaryFunctions.Sigmoid((double)alpha * x));

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Narrow(Each(Vector128.WidenLower(x)), Each(Vector128.WidenUpper(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<double> Each(Vector128<double> x) => x * ElementaryVectors.Sigmoid(Vector128.Create((double)alpha) * x);
}

/// <summary>x·tanh(ln(1 + eˣ))</summary>
public readonly struct MishFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)(x * ElementaryFunctions.Tanh(ElementaryFunctions.Softplus(x)));
}

/// <summary>ln(1 + eˣ)</summary>
public readonly struct SoftplusFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)ElementaryFunctions.Softplus(x);
}

/// <summary>0.5·x·(1 + erf(x/√2))</summary>
public readonly struct GeluFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => (float)(0.5 * x * ElementaryFunctions.Erfc(x * -0.70710678118654752));
}

/// <summary>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))</summary>
public readonly struct GeluTanhFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x)
    {
        // 0.5·(1 + tanh u) is sigmoid(2u), which does not cancel.
        double u = 0.79788456080286536 * (x + (0.044715 * x * x * (double)x));
        return (float)(x * ElementaryFunctions.Sigmoid(2 * u));
    }
}
