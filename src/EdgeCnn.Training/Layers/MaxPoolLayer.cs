using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Training.Layers;

/// <summary>Max pooling; the first largest element of a window gets the whole gradient.</summary>
/// <remarks>Shapes: x [H, W, C], y [OH, OW, C].</remarks>
public sealed class MaxPoolLayer(string name, int kernel, Window window) : Layer(name)
{
    private int[] winners = []; // [batch, OH, OW, C]: index into the image's x

    /// <summary>Rows and columns of the window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>How the window moves.</summary>
    public Window Window { get; } = window;

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> x, Memory<float> y, int batch, Slices slices)
    {
        if (winners.Length < batch * Output.Elements)
            winners = new int[batch * Output.Elements];
        slices.OverImages(batch, (_, first, count) =>
        {
            for (int image = first; image < first + count; image++)
            {
                int at = image * Output.Elements;
                Image(x.Span.Slice(image * Input.Elements, Input.Elements), y.Span.Slice(at, Output.Elements), winners.AsSpan(at, Output.Elements));
            }
        });
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> x, ReadOnlyMemory<float> y, ReadOnlyMemory<float> dy, Memory<float> dx, int batch, Slices slices)
    {
        if (dx.IsEmpty)
            return;
        slices.OverImages(batch, (_, first, count) =>
        {
            for (int image = first; image < first + count; image++)
            {
                var to = dx.Span.Slice(image * Input.Elements, Input.Elements);
                var from = dy.Span.Slice(image * Output.Elements, Output.Elements);
                var winner = winners.AsSpan(image * Output.Elements, Output.Elements);
                to.Clear();
                for (int i = 0; i < from.Length; i++)
                    to[winner[i]] += from[i];
            }
        });
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(Shape input, SeededRandom random)
    {
        if (input.Rank != 3)
            throw Error($"expects an input [H,W,C], got {input}.");
        if (Math.Max(Math.Max(Window.PadTop, Window.PadBottom), Math.Max(Window.PadLeft, Window.PadRight)) >= Kernel)
            throw Error($"padding must be smaller than the window of {Kernel}, got {Window}.");
        return new Shape(Window.OutputHeight(Name, input[0], Kernel), Window.OutputWidth(Name, input[1], Kernel), input[2]);
    }

    private void Image(ReadOnlySpan<float> x, Span<float> y, Span<int> winner)
    {
        int height = Input[0], width = Input[1], channels = Input[2];
        for (int oy = 0, at = 0; oy < Output[0]; oy++)
        {
            for (int ox = 0; ox < Output[1]; ox++, at += channels)
            {
                Span<float> best = y.Slice(at, channels);
                Span<int> index = winner.Slice(at, channels);
                best.Fill(float.NegativeInfinity);
                for (int kh = 0; kh < Kernel; kh++)
                {
                    int iy = (oy * Window.StrideH) - Window.PadTop + (kh * Window.DilationH);
                    for (int kw = 0; kw < Kernel; kw++)
                    {
                        int ix = (ox * Window.StrideW) - Window.PadLeft + (kw * Window.DilationW);
                        if ((uint)iy < (uint)height && (uint)ix < (uint)width)
                            Compete(x.Slice(((iy * width) + ix) * channels, channels), ((iy * width) + ix) * channels, best, index);
                    }
                }
            }
        }
    }

    private static void Compete(ReadOnlySpan<float> tap, int from, Span<float> best, Span<int> index)
    {
        for (int c = 0; c < tap.Length; c++)
        {
            if (tap[c] > best[c])
            {
                best[c] = tap[c];
                index[c] = from + c;
            }
        }
    }
}
