using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Training.Layers.Convolution;

namespace EdgeCnn.Training.Layers;

/// <summary>A layer that makes one pixel of each window, channel by channel.</summary>
public abstract class PoolLayer(string name, int size) : Layer(name)
{
    private int[] taps = []; // offsets into one picture, window by window
    private int[] starts = []; // of each window in taps, and one behind the last

    /// <summary>Rows and columns of the window; square unless said.</summary>
    public (int H, int W) Size { get; init; } = (size, size);

    /// <summary>Rows and columns from one window to the next; the window's size unless said.</summary>
    public (int H, int W)? Stride { get; init; }

    /// <summary>What is added around the picture.</summary>
    public Padding Padding { get; init; }

    /// <summary>True to add rows and columns at the bottom and right until windows cover every pixel: sizes are rounded up.</summary>
    public bool CeilMode { get; init; }

    /// <summary>How the window moves; known once the layer is built.</summary>
    public Window Window { get; private set; } = new();

    /// <summary>The patches under the window.</summary>
    private protected PatchGrid Grid { get; private set; }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        Shape x = Picture();
        var stride = Stride ?? Size;
        Window = Padding.Window(x[0], x[1], Size, stride, (1, 1));
        if (CeilMode && stride.H > 0 && stride.W > 0)
        {
            Window = Window with
            {
                PadBottom = Window.PadBottom + Rest(x[0] + Window.PadTop + Window.PadBottom, Size.H, stride.H),
                PadRight = Window.PadRight + Rest(x[1] + Window.PadLeft + Window.PadRight, Size.W, stride.W),
            };
        }

        if (Math.Max(Window.PadTop, Window.PadBottom) >= Size.H || Math.Max(Window.PadLeft, Window.PadRight) >= Size.W)
            throw Error($"padding must be smaller than the window of {Size.H}x{Size.W}, got {Window}.");
        var output = new Shape(Window.OutputHeight(Name, x[0], Size.H), Window.OutputWidth(Name, x[1], Size.W), x[2]);
        Grid = Window.Grid(x, output, Size);
        FindTaps();
        return output;
    }

    /// <summary>Where the pixels under a window begin; those outside the picture are left out.</summary>
    private protected ReadOnlySpan<int> Taps(int window) => taps.AsSpan(starts[window], starts[window + 1] - starts[window]);

    private static int Rest(int size, int window, int stride) => size < window ? window - size : (stride - ((size - window) % stride)) % stride;

    private void FindTaps()
    {
        var all = new List<int>();
        starts = new int[Grid.M + 1];
        for (int window = 0; window < Grid.M; window++)
        {
            for (int tap = 0; tap < Grid.KH * Grid.KW; tap++)
            {
                int y = (window / Grid.OW * Grid.StrideH) - Grid.PadTop + (tap / Grid.KW), x = (window % Grid.OW * Grid.StrideW) - Grid.PadLeft + (tap % Grid.KW);
                if ((uint)y < (uint)Grid.H && (uint)x < (uint)Grid.W)
                    all.Add(((y * Grid.W) + x) * Grid.C);
            }

            starts[window + 1] = all.Count;
        }

        taps = [.. all];
    }
}
