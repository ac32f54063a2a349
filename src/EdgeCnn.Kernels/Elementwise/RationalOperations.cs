using System.Runtime.Intrinsics;

namespace EdgeCnn.Kernels.Elementwise;

/// <summary>1 / (1 + e⁻ˣ), as ½ and the quotient of an odd and an even polynomial.</summary>
/// <remarks>
/// Exactness: float32, each step of a polynomial a fused multiply-add, so that every processor gives ONNX Runtime's bits; a
/// processor without the instruction gives them slowly. Within 1.8·10⁻⁷ of the function, which is three units in the last place
/// below 1; far below 0, where the function is smaller than that, the result may be 0.
/// Source: Eigen's and ONNX Runtime's coefficients, a minimax approximation in ±18.
/// </remarks>
public readonly struct SigmoidFloat : IVectorOperation
{
    private const float Limit = 18;

    /// <inheritdoc/>
    public float Invoke(float x) => Invoke(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x)
    {
        var bounded = Vector128.Min(Vector128.Max(x, Vector128.Create(-Limit)), Vector128.Create(Limit));
        var square = bounded * bounded;
        var p = Vector128.Create(4.37031012579801e-11f);
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(1.15627324459942e-07f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(6.08574864600143e-05f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(8.51377133304701e-03f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(2.48287947061529e-01f));
        var q = Vector128.Create(6.10247389755681e-13f);
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(5.76102136993427e-09f));
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(6.29106785017040e-06f));
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(1.70198817374094e-03f));
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(1.16817656904453e-01f));
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(9.93151921023180e-01f));
        return Vector128.Min(Vector128.Max((p * bounded / q) + Vector128.Create(0.5f), Vector128<float>.Zero), Vector128<float>.One);
    }
}

/// <summary>Hyperbolic tangent, as the quotient of an odd and an even polynomial.</summary>
/// <remarks>
/// Exactness: as for <see cref="SigmoidFloat"/>. Within five units in the last place of the function.
/// Source: Eigen's and ONNX Runtime's coefficients, a minimax approximation in ±9.
/// </remarks>
public readonly struct TanhFloat : IVectorOperation
{
    private const float Limit = 9;

    /// <inheritdoc/>
    public float Invoke(float x) => Invoke(Vector128.CreateScalar(x)).ToScalar();

    /// <inheritdoc/>
    public Vector128<float> Invoke(Vector128<float> x)
    {
        var bounded = Vector128.Min(Vector128.Max(x, Vector128.Create(-Limit)), Vector128.Create(Limit));
        var square = bounded * bounded;
        var p = Vector128.Create(-2.76076847742355e-16f);
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(2.00018790482477e-13f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(-8.60467152213735e-11f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(5.12229709037114e-08f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(1.48572235717979e-05f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(6.37261928875436e-04f));
        p = Vector128.FusedMultiplyAdd(p, square, Vector128.Create(4.89352455891786e-03f));
        var q = Vector128.Create(1.19825839466702e-06f);
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(1.18534705686654e-04f));
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(2.26843463243900e-03f));
        q = Vector128.FusedMultiplyAdd(q, square, Vector128.Create(4.89352518554385e-03f));
        return p * bounded / q;
    }
}
