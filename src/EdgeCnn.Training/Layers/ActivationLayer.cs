using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Layers;

/// <summary>A smooth or leaky function of each element: sigmoid, tanh, LeakyReLU, HardSwish.</summary>
/// <remarks>
/// Exactness: exponentials are the kernels' own, so that they are equal on every machine.
/// Sources: Maas et al. 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (LeakyReLU); Howard et al. 2019, "Searching for MobileNetV3", §5.2 (HardSwish).
/// </remarks>
public sealed class ActivationLayer(string name, UnaryKind kind) : Layer(name)
{
    /// <summary>Which function.</summary>
    public UnaryKind Kind { get; } = kind;

    /// <summary>The slope of LeakyReLU below 0.</summary>
    public float Alpha { get; init; } = 0.01f;

    /// <inheritdoc/>
    public override bool KeepsOutput => true;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var x = run.Input();
        Span<float> y = run.Output;
        for (int i = 0; i < y.Length; i++)
            y[i] = Value(x[i]);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        ReadOnlySpan<float> x = run.Input(), y = run.Output, dy = run.OutputGradient;
        for (int i = 0; i < dx.Length; i++)
            dx[i] = dy[i] * Slope(x[i], y[i]);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        if (Kind is not (UnaryKind.Sigmoid or UnaryKind.Tanh or UnaryKind.LeakyRelu or UnaryKind.HardSwish))
            throw Error($"has no derivative for {Kind}; known: Sigmoid, Tanh, LeakyRelu, HardSwish.");
        return Inputs.Length == 1 ? Input : throw Error($"expects one input, got {Inputs.Length}.");
    }

    private float Value(float x) => Kind switch
    {
        UnaryKind.LeakyRelu => x >= 0 ? x : Alpha * x,
        UnaryKind.Sigmoid => 1 / (1 + Softmax.Exp(-x)),
        UnaryKind.Tanh => (float)ElementaryFunctions.Tanh(x),
        _ => x * MathF.Min(MathF.Max(x + 3, 0), 6) / 6,
    };

    private float Slope(float x, float y) => Kind switch
    {
        UnaryKind.LeakyRelu => x >= 0 ? 1 : Alpha,
        UnaryKind.Sigmoid => y * (1 - y),
        UnaryKind.Tanh => 1 - (y * y),
        _ => x <= -3 ? 0 : x >= 3 ? 1 : ((2 * x) + 3) / 6,
    };
}
