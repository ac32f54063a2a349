using EdgeCnn.Training.Execution;

namespace EdgeCnn.Training.Layers;

/// <summary>A block of pictures on its way through one layer. Layout of all spans: [count, one picture's shape], NHWC.</summary>
public readonly ref struct LayerRun
{
    private readonly BlockMemory memory;
    private readonly NetworkNode node;

    internal LayerRun(BlockMemory memory, NetworkNode node, in BlockPlace place, Span<float> scratch)
    {
        this.memory = memory;
        this.node = node;
        Place = place;
        Scratch = scratch;
    }

    /// <summary>Which pictures.</summary>
    public BlockPlace Place { get; }

    /// <summary>Pictures of the block.</summary>
    public int Count => Place.Count;

    /// <summary>Working memory of the layer's <see cref="Layer.ScratchFloats"/>; holds anything.</summary>
    public Span<float> Scratch { get; }

    /// <summary>What the layer gives.</summary>
    public Span<float> Output => memory.Value(node.Output, Place);

    /// <summary>The derivative of the loss with respect to the output. The layer may overwrite it: nobody reads it afterwards.</summary>
    public Span<float> OutputGradient => memory.Gradient(node.Output, Place);

    /// <summary>One of the layer's inputs.</summary>
    public ReadOnlySpan<float> Input(int index = 0) => memory.Value(node.Inputs[index], Place);

    /// <summary>Receives the derivative of the loss with respect to an input; empty if nobody wants it.</summary>
    public Span<float> InputGradient(int index = 0) => memory.InputGradient(node, index, Place);
}
