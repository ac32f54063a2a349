using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>The largest element of each channel; of equal ones the first gets the whole gradient.</summary>
/// <remarks>Shapes: x [H, W, C], y [C].</remarks>
public sealed class GlobalMaxPoolLayer(string name) : Layer(name)
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        int channels = Output.Elements;
        for (int i = 0; i < run.Output.Length; i++)
            run.Output[i] = run.Input()[Winner(run.Input(), i / channels, i % channels)];
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        int channels = Output.Elements;
        dx.Clear();
        for (int i = 0; i < run.OutputGradient.Length; i++)
            dx[Winner(run.Input(), i / channels, i % channels)] = run.OutputGradient[i];
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random) => new(Picture()[2]);

    private int Winner(ReadOnlySpan<float> x, int image, int channel)
    {
        int first = image * Input.Elements, best = first + channel;
        for (int at = best; at < first + Input.Elements; at += Output.Elements)
        {
            if (x[at] > x[best])
                best = at;
        }

        return best;
    }
}
