using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;

namespace EdgeCnn.Training.Layers;

/// <summary>One step of a network with its derivative: forward next to backward.</summary>
/// <remarks>
/// Shapes: those of a layer leave the batch out; a run treats a block of pictures, [count, shape], NHWC. Backward sees what forward
/// got and gave, so a layer remembers only what it cannot compute again. Threading: blocks run side by side; what a layer changes
/// in a run belongs to the run's block or lane.
/// </remarks>
public abstract class Layer(string name)
{
    /// <summary>Unique in its network.</summary>
    public string Name { get; } = name;

    /// <summary>The shape of one picture's first input; set by <see cref="Build"/>.</summary>
    public Shape Input => Inputs[0];

    /// <summary>The shapes of one picture's inputs; set by <see cref="Build"/>.</summary>
    public ImmutableArray<Shape> Inputs { get; private set; } = [];

    /// <summary>The shape of one picture's output; set by <see cref="Build"/>.</summary>
    public Shape Output { get; private set; }

    /// <summary>What training changes by gradients.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>What training changes otherwise, and a checkpoint must keep: moving statistics.</summary>
    public virtual IReadOnlyList<Parameter> Statistics => [];

    /// <summary>Multiply-adds of one picture.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>True if backward reads the output, so that it must be kept.</summary>
    public virtual bool KeepsOutput => false;

    /// <summary>Elements of working memory for a block.</summary>
    /// <param name="count">The most pictures of a block.</param>
    public virtual int ScratchFloats(int count) => 0;

    /// <summary>The kernels to choose from; set by <see cref="Build"/>.</summary>
    protected KernelSet Kernels { get; private set; } = KernelSets.Portable;

    /// <summary>Fixes the shapes, creates and initializes the parameters.</summary>
    /// <param name="inputs">The shapes of one picture's inputs.</param>
    /// <param name="random">Where initial weights come from.</param>
    /// <param name="kernels">The kernels to choose from; null for the best of this processor.</param>
    /// <returns>The output shape.</returns>
    /// <exception cref="GraphException">The inputs do not fit the layer.</exception>
    public Shape Build(ImmutableArray<Shape> inputs, SeededRandom random, KernelSet? kernels = null)
    {
        Kernels = kernels ?? KernelSets.Best;
        Inputs = inputs;
        return Output = OnBuild(random);
    }

    /// <summary>Called once before the runs of a batch, when parameters may have changed.</summary>
    /// <param name="training">True if backward will follow.</param>
    public virtual void Prepare(bool training)
    {
    }

    /// <summary>y = f(x).</summary>
    public abstract void Forward(in LayerRun run);

    /// <summary>Adds the parameters' gradients to the run's lane, and replaces the input gradients that are wanted.</summary>
    public abstract void Backward(in LayerRun run);

    /// <summary>Computes the output shape from <see cref="Inputs"/> and creates the parameters.</summary>
    protected abstract Shape OnBuild(SeededRandom random);

    /// <summary>An error at this layer.</summary>
    protected GraphException Error(string detail) => new($"{GetType().Name} '{Name}'", detail);

    /// <summary>The one input as a picture [H, W, C].</summary>
    protected Shape Picture() =>
        Inputs.Length == 1 && Input.Rank == 3 ? Input : throw Error($"expects one input [H,W,C], got {string.Join(' ', Inputs)}.");
}
