using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>The same values as one axis, in the order [H, W, C].</summary>
public sealed class FlattenLayer(string name) : Layer(name)
{
    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> x, Memory<float> y, int batch, Slices slices) => x[..(batch * Input.Elements)].CopyTo(y);

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, ReadOnlyMemory<float> dy, Memory<float> dx, int batch, Slices slices)
    {
        if (!dx.IsEmpty)
            dy[..(batch * Input.Elements)].CopyTo(dx);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(Shape input, SeededRandom random) => new(input.Elements);
}
