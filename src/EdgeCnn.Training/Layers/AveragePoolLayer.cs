using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Training.Layers;

/// <summary>The mean under a window; padding does not count.</summary>
/// <remarks>Shapes: x [H, W, C], y [OH, OW, C].</remarks>
public sealed class AveragePoolLayer(string name, int size) : PoolLayer(name, size)
{
    /// <summary>True if padding counts as zeros.</summary>
    public bool CountIncludePad { get; init; }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        run.Output.Clear();
        for (int image = 0; image < run.Count; image++)
        {
            var x = run.Input().Slice(image * Input.Elements, Input.Elements);
            var y = run.Output.Slice(image * Output.Elements, Output.Elements);
            for (int window = 0; window < Grid.M; window++)
            {
                Span<float> sum = y.Slice(window * Grid.C, Grid.C);
                foreach (int tap in Taps(window))
                    AddF32.Run(sum, x.Slice(tap, Grid.C), float.NegativeInfinity, float.PositiveInfinity, sum);
                float divisor = Divisor(window);
                foreach (ref float value in sum)
                    value /= divisor;
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        dx.Clear();
        for (int image = 0; image < run.Count; image++)
        {
            var to = dx.Slice(image * Input.Elements, Input.Elements);
            var dy = run.OutputGradient.Slice(image * Output.Elements, Output.Elements);
            for (int window = 0; window < Grid.M; window++)
            {
                Span<float> share = dy.Slice(window * Grid.C, Grid.C);
                float divisor = Divisor(window);
                foreach (ref float value in share)
                    value /= divisor;
                foreach (int tap in Taps(window))
                    AddF32.Run(to.Slice(tap, Grid.C), share, float.NegativeInfinity, float.PositiveInfinity, to.Slice(tap, Grid.C));
            }
        }
    }

    private int Divisor(int window) => CountIncludePad ? Size.H * Size.W : Math.Max(1, Taps(window).Length);
}
