using System.Numerics;

namespace EdgeCnn.Training.Layers;

/// <summary>The largest element under a window; of equal ones the first gets the whole gradient.</summary>
/// <remarks>Shapes: x [H, W, C], y [OH, OW, C]. Padding never wins.</remarks>
public sealed class MaxPoolLayer(string name, int size) : PoolLayer(name, size)
{
    /// <inheritdoc/>
    public override bool KeepsOutput => true;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        for (int image = 0; image < run.Count; image++)
        {
            var x = run.Input().Slice(image * Input.Elements, Input.Elements);
            var y = run.Output.Slice(image * Output.Elements, Output.Elements);
            for (int pixel = 0; pixel < Grid.M; pixel++)
            {
                Span<float> best = y.Slice(pixel * Grid.C, Grid.C);
                best.Fill(float.NegativeInfinity);
                foreach (int tap in Taps(pixel))
                    Larger(x.Slice(tap, Grid.C), best);
                // A window over nothing but the zeros of a ceil mode.
                if (Taps(pixel).IsEmpty)
                    best.Clear();
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
            int at = image * Input.Elements, to = image * Output.Elements;
            for (int pixel = 0; pixel < Grid.M; pixel++)
            {
                Span<float> left = run.OutputGradient.Slice(to + (pixel * Grid.C), Grid.C);
                ReadOnlySpan<float> best = run.Output.Slice(to + (pixel * Grid.C), Grid.C);
                foreach (int tap in Taps(pixel))
                    Give(run.Input().Slice(at + tap, Grid.C), best, left, dx.Slice(at + tap, Grid.C));
            }
        }
    }

    private static void Larger(ReadOnlySpan<float> x, Span<float> best)
    {
        int c = 0;
        for (; c <= x.Length - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> a = new(x[c..]), b = new(best[c..]);
            // What is no number wins, as it would in any comparison's place.
            Vector.ConditionalSelect(Vector.LessThanOrEqual(a, b), b, a).CopyTo(best[c..]);
        }

        for (; c < x.Length; c++)
            best[c] = x[c] <= best[c] ? best[c] : x[c];
    }

    // The first tap that equals the largest takes the gradient and leaves zero.
    private static void Give(ReadOnlySpan<float> x, ReadOnlySpan<float> best, Span<float> left, Span<float> dx)
    {
        int c = 0;
        for (; c <= x.Length - Vector<float>.Count; c += Vector<float>.Count)
        {
            Vector<float> gradient = new(left[c..]);
            var wins = Vector.AsVectorSingle(Vector.Equals(new Vector<float>(x[c..]), new Vector<float>(best[c..])));
            (new Vector<float>(dx[c..]) + (gradient & wins)).CopyTo(dx[c..]);
            Vector.AndNot(gradient, wins).CopyTo(left[c..]);
        }

        for (; c < x.Length; c++)
        {
            if (x[c] != best[c])
                continue;
            dx[c] += left[c];
            left[c] = 0;
        }
    }
}
