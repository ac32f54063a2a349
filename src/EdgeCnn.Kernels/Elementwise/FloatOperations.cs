using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

// Formulas are those of ONNX; arithmetic is float32 as written, or double and rounded once where a transcendental is in it.

/// <summary>|x|</summary>
public readonly struct AbsFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Abs(x);

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Abs(x);
}

/// <summary>−x</summary>
public readonly struct NegFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => -x;

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => -x;
}

/// <summary>√x</summary>
public readonly struct SqrtFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Sqrt(x);

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Sqrt(x);
}

/// <summary>1 / x</summary>
public readonly struct ReciprocalFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => 1 / x;

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128<float>.One / x;
}

/// <summary>⌊x⌋</summary>
public readonly struct FloorFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Floor(x);

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Floor(x);
}

/// <summary>⌈x⌉</summary>
public readonly struct CeilFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Ceiling(x);

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Ceiling(x);
}

/// <summary>The nearest integer, half to even.</summary>
public readonly struct RoundFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Round(x, MidpointRounding.ToEven);
}

/// <summary>−1, 0 or 1; NaN stays.</summary>
public readonly struct SignFloat : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => x > 0 ? 1 : x < 0 ? -1 : x;
}

/// <summary>min(max(x, minimum), maximum)</summary>
/// <param name="minimum">Lower bound.</param>
/// <param name="maximum">Upper bound; wins where the bounds are crossed.</param>
public readonly struct ClipFloat(float minimum, float maximum) : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Min(MathF.Max(x, minimum), maximum);

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.Min(Vector128.Max(x, Vector128.Create(minimum)), Vector128.Create(maximum));
}

/// <summary>x if x ≥ 0, else alpha·x</summary>
/// <param name="alpha">The slope below 0.</param>
public readonly struct LeakyReluFloat(float alpha) : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => x < 0 ? alpha * x : x;

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), Vector128.Create(alpha) * x, x);
}

/// <summary>max(0, min(1, alpha·x + beta))</summary>
/// <param name="alpha">The slope.</param>
/// <param name="beta">The value at 0.</param>
public readonly struct HardSigmoidFloat(float alpha, float beta) : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => MathF.Max(0, MathF.Min(1, (alpha * x) + beta));

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) =>
        Vector128.Max(Vector128<float>.Zero, Vector128.Min(Vector128<float>.One, (Vector128.Create(alpha) * x) + Vector128.Create(beta)));
}

/// <summary>x·max(0, min(1, x/6 + 0.5))</summary>
public readonly struct HardSwishFloat : IVectorOperation
{
    private const float Sixth = 1f / 6;

    /// <inheritdoc/>
    public float Invoke(float x) => x * MathF.Max(0, MathF.Min(1, (Sixth * x) + 0.5f));

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) =>
        x * Vector128.Max(Vector128<float>.Zero, Vector128.Min(Vector128<float>.One, (Vector128.Create(Sixth) * x) + Vector128.Create(0.5f)));
}

/// <summary>x / (1 + |x|)</summary>
public readonly struct SoftsignFloat : IVectorOperation
{
    /// <inheritdoc/>
    public float Invoke(float x) => x / (1 + MathF.Abs(x));

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x) => x / (Vector128<float>.One + Vector128.Abs(x));
}

/// <summary>x if x &gt; alpha, else 0</summary>
/// <param name="alpha">The threshold.</param>
public readonly struct ThresholdedReluFloat(float alpha) : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => x > alpha ? x : 0;
}

/// <summary>x + beta if x &lt; −alpha, x − beta if x &gt; alpha, else 0</summary>
/// <param name="alpha">The threshold.</param>
/// <param name="beta">The shift.</param>
public readonly struct ShrinkFloat(float alpha, float beta) : IUnaryOperation<float>
{
    /// <inheritdoc/>
    public float Invoke(float x) => x < -alpha ? x + beta : x > alpha ? x - beta : 0;
}
