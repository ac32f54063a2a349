namespace EdgeCnn.Training.Initializers;

/// <summary>The weights that a layer starts with.</summary>
/// <remarks>Sources: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", §4.2.1; He et al. 2015, "Delving Deep into Rectifiers", §2.2.</remarks>
public abstract class Initializer
{
    /// <summary>N(0, 2/fanIn): keeps the variance through ReLU layers.</summary>
    public static Initializer He { get; } = new NormalInitializer(static (fanIn, _) => Math.Sqrt(2.0 / fanIn));

    /// <summary>N(0, 2/(fanIn + fanOut)): keeps the variance of values and gradients through layers that are linear about 0.</summary>
    public static Initializer XavierNormal { get; } = new NormalInitializer(static (fanIn, fanOut) => Math.Sqrt(2.0 / (fanIn + fanOut)));

    /// <summary>U(−a, a), a = √(6/(fanIn + fanOut)): the same variance, no tails; Keras' default.</summary>
    public static Initializer XavierUniform { get; } = new UniformInitializer(static (fanIn, fanOut) => Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>U(−a, a), a = √(6/fanIn): He's variance, no tails.</summary>
    public static Initializer HeUniform { get; } = new UniformInitializer(static (fanIn, _) => Math.Sqrt(6.0 / fanIn));

    /// <summary>N(0, σ²).</summary>
    public static Initializer Normal(double sigma) => new NormalInitializer((_, _) => sigma);

    /// <summary>All the same.</summary>
    public static Initializer Constant(float value) => new ConstantInitializer(value);

    /// <summary>Fills weights.</summary>
    /// <param name="weights">Receives them.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="fanIn">Inputs of one output: KH·KW·C.</param>
    /// <param name="fanOut">Outputs of one input: KH·KW·OC.</param>
    public abstract void Fill(Span<float> weights, SeededRandom random, int fanIn, int fanOut);
}
