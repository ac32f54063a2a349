using EdgeCnn.Graph;

namespace EdgeCnn.Training.Layers;

/// <summary>The mean of each channel.</summary>
/// <remarks>Shapes: x [H, W, C], y [C].</remarks>
public sealed class GlobalAveragePoolLayer(string name) : Layer(name)
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        int channels = Output.Elements, pixels = Input.Elements / channels;
        run.Output.Clear();
        for (int image = 0; image < run.Count; image++)
        {
            Span<float> y = run.Output.Slice(image * channels, channels);
            ChannelSums.Add(run.Input().Slice(image * Input.Elements, Input.Elements), y);
            foreach (ref float sum in y)
                sum /= pixels;
        }
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        int channels = Output.Elements, pixels = Input.Elements / channels;
        for (int image = 0; image < run.Count; image++)
        {
            Span<float> dy = run.OutputGradient.Slice(image * channels, channels);
            foreach (ref float d in dy)
                d /= pixels;
            for (int pixel = 0; pixel < pixels; pixel++)
                dy.CopyTo(dx.Slice((image * Input.Elements) + (pixel * channels), channels));
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random) => new(Picture()[2]);
}
