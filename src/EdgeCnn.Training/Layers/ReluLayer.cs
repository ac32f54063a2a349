using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Layers;

/// <summary>ReLU or ReLU6 as a layer of its own; convolutions, dense layers, batch normalizations and sums take it along as their activation.</summary>
public sealed class ReluLayer(string name, ActivationKind kind = ActivationKind.Relu) : Layer(name)
{
    /// <summary>Which bounds.</summary>
    public ActivationKind Kind { get; } = kind;

    /// <inheritdoc/>
    public override bool KeepsOutput => true;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var (low, high) = Kind.Bounds();
        Clamp.Run(run.Input(), low, high, run.Output);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        ActivationGradient.Mask(Kind, run.Output, run.OutputGradient);
        run.OutputGradient.CopyTo(dx);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random) => Inputs.Length == 1 ? Input : throw Error($"expects one input, got {Inputs.Length}.");
}
