using EdgeCnn.Graph;
using EdgeCnn.Training.Layers.Convolution;

namespace EdgeCnn.Training.Layers;

/// <summary>Inputs side by side along the channels.</summary>
/// <remarks>Shapes: x [H, W, Cᵢ], y [H, W, Σ Cᵢ]. Source: Szegedy et al. 2015, "Going Deeper with Convolutions", §4.</remarks>
public sealed class ConcatLayer(string name) : Layer(name)
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        for (int i = 0, first = 0; i < Inputs.Length; first += Inputs[i++][-1])
            ChannelSlice.Put(run.Input(i), Inputs[i][-1], run.Output, Output[-1], first);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        for (int i = 0, first = 0; i < Inputs.Length; first += Inputs[i++][-1])
        {
            Span<float> dx = run.InputGradient(i);
            if (!dx.IsEmpty)
                ChannelSlice.Take(run.OutputGradient, Output[-1], first, Inputs[i][-1], dx);
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        if (Inputs.Any(shape => shape.Rank != Input.Rank || !shape.Dims.AsSpan()[..^1].SequenceEqual(Input.Dims.AsSpan()[..^1])))
            throw Error($"expects inputs that differ in their channels only, got {string.Join(' ', Inputs)}.");
        return new Shape([.. Input.Dims.AsSpan()[..^1], Inputs.Sum(shape => shape[-1])]);
    }
}
