using EdgeCnn.Graph;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Layers;

/// <summary>yᵢ = e^xᵢ / Σ e^xⱼ over the last axis; dx = y·(dy − Σ dy·y). A loss on logits needs none.</summary>
public sealed class SoftmaxLayer(string name) : Layer(name)
{
    /// <inheritdoc/>
    public override bool KeepsOutput => true;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        int n = Output[-1];
        for (int at = 0; at < run.Output.Length; at += n)
            Softmax.Run(run.Input().Slice(at, n), run.Output.Slice(at, n));
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        int n = Output[-1];
        for (int at = 0; at < dx.Length; at += n)
        {
            ReadOnlySpan<float> y = run.Output.Slice(at, n), dy = run.OutputGradient.Slice(at, n);
            float sum = 0;
            for (int i = 0; i < n; i++)
                sum += dy[i] * y[i];
            for (int i = 0; i < n; i++)
                dx[at + i] = y[i] * (dy[i] - sum);
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random) => Inputs.Length == 1 ? Input : throw Error($"expects one input, got {Inputs.Length}.");
}
