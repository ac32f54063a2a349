using EdgeCnn.Graph;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Layers;

/// <summary>y = max(x, 0); dx = dy where y &gt; 0, else 0.</summary>
public sealed class ReluLayer(string name) : Layer(name)
{
    private const int Block = 16384;

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> x, Memory<float> y, int batch, Slices slices) =>
        slices.OverRange(batch * Input.Elements, Block, (_, first, count) => Clamp.Run(x.Span.Slice(first, count), 0f, float.PositiveInfinity, y.Span[first..]));

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, ReadOnlyMemory<float> dy, Memory<float> dx, int batch, Slices slices)
    {
        if (dx.IsEmpty)
            return;
        slices.OverRange(batch * Input.Elements, Block, (_, first, count) => ReluGradient.Run(y.Span.Slice(first, count), dy.Span.Slice(first, count), dx.Span[first..]));
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(Shape input, SeededRandom random) => input;
}
