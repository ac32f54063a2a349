using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>One step of a network with its derivative: forward next to backward.</summary>
/// <remarks>
/// Shapes: x is [batch, Input…], y is [batch, Output…]; shapes of a layer leave the batch out. Layout NHWC.
/// Backward gets what forward got and gave, so a layer remembers only what it cannot compute again.
/// </remarks>
public abstract class Layer(string name)
{
    /// <summary>Unique in its network.</summary>
    public string Name { get; } = name;

    /// <summary>The shape of one image's input; set by <see cref="Build"/>.</summary>
    public Shape Input { get; private set; }

    /// <summary>The shape of one image's output; set by <see cref="Build"/>.</summary>
    public Shape Output { get; private set; }

    /// <summary>What training changes.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Multiply-adds of one image.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Fixes the shapes, creates and initializes the parameters.</summary>
    /// <returns>The output shape.</returns>
    /// <exception cref="GraphException">The input does not fit the layer.</exception>
    public Shape Build(Shape input, SeededRandom random)
    {
        Input = input;
        return Output = OnBuild(input, random);
    }

    /// <summary>y = f(x).</summary>
    public abstract void Forward(ReadOnlyMemory<float> x, Memory<float> y, int batch, Slices slices);

    /// <summary>Parameter gradients and, unless it is empty, dx, from dy; all of them replaced, not added to.</summary>
    public abstract void Backward(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, ReadOnlyMemory<float> dy, Memory<float> dx, int batch, Slices slices);

    /// <summary>Computes the output shape and creates the parameters.</summary>
    protected abstract Shape OnBuild(Shape input, SeededRandom random);

    /// <summary>An error at this layer.</summary>
    protected GraphException Error(string detail) => new($"{GetType().Name} '{Name}'", detail);
}
