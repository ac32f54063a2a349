using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Training.Layers;

/// <summary>What is added around a picture before a window moves over it.</summary>
public readonly record struct Padding
{
    private readonly bool same;
    private readonly (int Top, int Left, int Bottom, int Right) by;

    private Padding(bool same, (int Top, int Left, int Bottom, int Right) by)
    {
        this.same = same;
        this.by = by;
    }

    /// <summary>Nothing: W_out = ⌊(W − F)/S⌋ + 1.</summary>
    public static Padding Valid => default;

    /// <summary>As much as makes W_out = ⌈W/S⌉; the odd one of two goes to the bottom and the right, as in Keras.</summary>
    public static Padding Same => new(true, default);

    /// <summary>The same on all four sides, as in PyTorch: W_out = ⌊(W − F + 2P)/S⌋ + 1.</summary>
    public static Padding Of(int all) => new(false, (all, all, all, all));

    /// <summary>Each side by itself.</summary>
    public static Padding Of(int top, int left, int bottom, int right) => new(false, (top, left, bottom, right));

    /// <summary>The window over a picture.</summary>
    internal Window Window(int height, int width, (int H, int W) kernel, (int H, int W) stride, (int H, int W) dilation)
    {
        var (top, left, bottom, right) = by;
        if (same)
        {
            (top, bottom) = Split(height, kernel.H, stride.H, dilation.H);
            (left, right) = Split(width, kernel.W, stride.W, dilation.W);
        }

        return new Window { StrideH = stride.H, StrideW = stride.W, DilationH = dilation.H, DilationW = dilation.W, PadTop = top, PadLeft = left, PadBottom = bottom, PadRight = right };
    }

    private static (int Before, int Behind) Split(int size, int kernel, int stride, int dilation)
    {
        if (stride <= 0)
            return default;
        int outputs = (size + stride - 1) / stride, all = Math.Max(0, ((outputs - 1) * stride) + ((kernel - 1) * dilation) + 1 - size);
        return (all / 2, all - (all / 2));
    }
}
