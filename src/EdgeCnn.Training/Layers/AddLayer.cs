using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Layers;

/// <summary>The sum of equal shapes: the end of a residual block.</summary>
/// <remarks>y = a + b + …; each input gets dy. Source: He et al. 2016, "Deep Residual Learning for Image Recognition", §3.2.</remarks>
public sealed class AddLayer(string name) : Layer(name)
{
    /// <summary>Applied to the sum.</summary>
    public ActivationKind Activation { get; init; }

    /// <inheritdoc/>
    public override bool KeepsOutput => Activation != ActivationKind.None;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        Span<float> y = run.Output;
        var (low, high) = Activation.Bounds();
        for (int i = 1; i < Inputs.Length; i++)
        {
            bool last = i == Inputs.Length - 1;
            AddF32.Run(i == 1 ? run.Input(0) : y, run.Input(i), last ? low : float.NegativeInfinity, last ? high : float.PositiveInfinity, y);
        }
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        ActivationGradient.Mask(Activation, run.Output, run.OutputGradient);
        for (int i = 0; i < Inputs.Length; i++)
        {
            Span<float> dx = run.InputGradient(i);
            if (!dx.IsEmpty)
                run.OutputGradient.CopyTo(dx);
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random) =>
        Inputs.Length >= 2 && Inputs.All(shape => shape == Input) ? Input : throw Error($"expects two or more inputs of equal shapes, got {string.Join(' ', Inputs)}.");
}
