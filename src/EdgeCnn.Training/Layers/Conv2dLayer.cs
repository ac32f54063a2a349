using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers.Convolution;

namespace EdgeCnn.Training.Layers;

/// <summary>Two-dimensional convolution.</summary>
/// <remarks>
/// Shapes: x [H, W, C], weights [OC, KH, KW, C/groups], y [OH, OW, OC] with OW = ⌊(W − KW + PadLeft + PadRight)/S⌋ + 1.
/// y = x∗w + b; db = Σ dy; dw and dx are convolutions too. Source: Goodfellow et al. 2016, "Deep Learning", §9.5.
/// </remarks>
public sealed class Conv2dLayer(string name, int filters, int kernel) : Layer(name)
{
    private Parameter weight = null!;
    private Parameter? bias;
    private PatchGrid grid; // of one group
    private GroupConvolution[] groups = [];

    /// <summary>Rows and columns of the window; square unless said.</summary>
    public (int H, int W) Kernel { get; init; } = (kernel, kernel);

    /// <summary>Rows and columns from one position to the next.</summary>
    public (int H, int W) Stride { get; init; } = (1, 1);

    /// <summary>Rows and columns between taps.</summary>
    public (int H, int W) Dilation { get; init; } = (1, 1);

    /// <summary>What is added around the picture.</summary>
    public Padding Padding { get; init; }

    /// <summary>Parts of the channels that do not see each other.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>False before a batch normalization, whose β is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Applied to the result.</summary>
    public ActivationKind Activation { get; init; }

    /// <summary>The weights at the start.</summary>
    public Initializer Initializer { get; init; } = Initializer.He;

    /// <summary>What large weights cost.</summary>
    public Penalty Penalty { get; init; }

    /// <summary>How the window moves; known once the layer is built.</summary>
    public Window Window { get; private set; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => bias is null ? [weight] : [weight, bias];

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)Output.Elements * grid.K;

    /// <inheritdoc/>
    public override bool KeepsOutput => Activation != ActivationKind.None;

    /// <inheritdoc/>
    public override int ScratchFloats(int count) => groups.Max(group => group.ScratchFloats) + (Groups == 1 ? 0 : grid.InputLength + (grid.M * filters / Groups));

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        int length = weight.Value.Length / Groups;
        for (int g = 0; g < Groups; g++)
            groups[g].Pack(weight.Value.AsSpan(g * length, length), training);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        ReadOnlySpan<float> b = bias is null ? [] : bias.Value;
        var bounds = Activation.Bounds();
        for (int image = 0; image < run.Count; image++)
        {
            var x = run.Input().Slice(image * Input.Elements, Input.Elements);
            var y = run.Output.Slice(image * Output.Elements, Output.Elements);
            if (Groups == 1)
                groups[0].Forward(x, b, bounds, y, run.Scratch);
            else
                ForwardGroups(x, b, bounds, y, run.Scratch);
        }
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dy = run.OutputGradient, dx = run.InputGradient();
        ActivationGradient.Mask(Activation, run.Output, dy);
        if (bias is { IsTrainable: true })
            ChannelSums.Add(dy, bias.Lane(run.Place.Lane));
        Span<float> sum = weight.IsTrainable ? weight.Lane(run.Place.Lane) : [];
        for (int image = 0; image < run.Count; image++)
        {
            var x = run.Input().Slice(image * Input.Elements, Input.Elements);
            ReadOnlySpan<float> dyImage = dy.Slice(image * Output.Elements, Output.Elements);
            Span<float> dxImage = dx.IsEmpty ? dx : dx.Slice(image * Input.Elements, Input.Elements);
            if (Groups == 1)
                BackwardGroup(groups[0], x, dyImage, sum, dxImage, run.Scratch);
            else
                BackwardGroups(x, dyImage, sum, dxImage, run.Scratch);
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        Shape x = Picture();
        if (Groups <= 0 || x[2] % Groups != 0 || filters % Groups != 0)
            throw Error($"{Groups} groups must divide {x[2]} channels and {filters} filters.");
        Window = Padding.Window(x[0], x[1], Kernel, Stride, Dilation);
        var output = new Shape(Window.OutputHeight(Name, x[0], Kernel.H), Window.OutputWidth(Name, x[1], Kernel.W), filters);
        grid = Window.Grid(new Shape(x[0], x[1], x[2] / Groups), output, Kernel);
        weight = new Parameter($"{Name}.weight", new Shape(filters, Kernel.H, Kernel.W, x[2] / Groups)) { TransposedBlocks = Groups, Penalty = Penalty };
        Initializer.Fill(weight.Value, random, fanIn: grid.K, fanOut: Kernel.H * Kernel.W * filters / Groups);
        bias = UseBias ? new Parameter($"{Name}.bias", new Shape(filters)) : null;
        groups = [.. Enumerable.Range(0, Groups).Select(_ => new GroupConvolution(Kernels, grid, filters / Groups))];
        return output;
    }

    private static void BackwardGroup(GroupConvolution group, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> sum, Span<float> dx, Span<float> scratch)
    {
        if (!sum.IsEmpty)
            group.AddWeightGradient(x, dy, sum, scratch);
        if (!dx.IsEmpty)
            group.InputGradientOf(dy, dx, scratch);
    }

    private void ForwardGroups(ReadOnlySpan<float> x, ReadOnlySpan<float> b, (float Low, float High) bounds, Span<float> y, Span<float> scratch)
    {
        int c = grid.C, n = filters / Groups;
        Span<float> ownX = scratch[..grid.InputLength], ownY = scratch.Slice(ownX.Length, grid.M * n), rest = scratch[(ownX.Length + ownY.Length)..];
        for (int g = 0; g < Groups; g++)
        {
            ChannelSlice.Take(x, c * Groups, g * c, c, ownX);
            groups[g].Forward(ownX, b.IsEmpty ? b : b.Slice(g * n, n), bounds, ownY, rest);
            ChannelSlice.Put(ownY, n, y, filters, g * n);
        }
    }

    private void BackwardGroups(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> sum, Span<float> dx, Span<float> scratch)
    {
        int c = grid.C, n = filters / Groups, k = grid.K * n;
        Span<float> ownX = scratch[..grid.InputLength], ownY = scratch.Slice(ownX.Length, grid.M * n), rest = scratch[(ownX.Length + ownY.Length)..];
        for (int g = 0; g < Groups; g++)
        {
            ChannelSlice.Take(dy, filters, g * n, n, ownY);
            ChannelSlice.Take(x, c * Groups, g * c, c, ownX);
            if (!sum.IsEmpty)
                groups[g].AddWeightGradient(ownX, ownY, sum.Slice(g * k, k), rest);
            if (dx.IsEmpty)
                continue;
            groups[g].InputGradientOf(ownY, ownX, rest);
            ChannelSlice.Put(ownX, c, dx, c * Groups, g * c);
        }
    }
}
