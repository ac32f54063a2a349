using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>The picture as one row of numbers, in the order of its memory.</summary>
public sealed class FlattenLayer(string name) : Layer(name)
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => run.Input().CopyTo(run.Output);

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (!dx.IsEmpty)
            run.OutputGradient.CopyTo(dx);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random) =>
        Inputs.Length == 1 ? new Shape(Input.Elements) : throw Error($"expects one input, got {Inputs.Length}.");
}
