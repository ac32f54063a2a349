using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers.Convolution;

namespace EdgeCnn.Training.Layers;

/// <summary>Two-dimensional convolution.</summary>
/// <remarks>
/// Shapes: x [H, W, C], weights [OC, KH, KW, C], y [OH, OW, OC] with OW = ⌊(W − KW + PadLeft + PadRight)/S⌋ + 1.
/// y = x∗w + b; db = Σ dy; dw and dx are convolutions too (`WeightGradientDriver`, `InputGradient`).
/// Source: Goodfellow et al. 2016, "Deep Learning", §9.5.
/// </remarks>
public sealed class Conv2dLayer(string name, int filters, int kernel) : Layer(name)
{
    private Parameter weight = null!;
    private Parameter? bias;
    private PatchGrid grid;
    private ForwardConvolution forward = null!;
    private InputGradient? inputGradient;
    private ScatteredInputGradient? scattered;
    private WeightGradientKernel weightGradient = null!;

    /// <summary>Rows and columns of the window; square unless said.</summary>
    public (int H, int W) Kernel { get; init; } = (kernel, kernel);

    /// <summary>Rows and columns from one position to the next.</summary>
    public (int H, int W) Stride { get; init; } = (1, 1);

    /// <summary>Rows and columns between taps.</summary>
    public (int H, int W) Dilation { get; init; } = (1, 1);

    /// <summary>What is added around the picture.</summary>
    public Padding Padding { get; init; }

    /// <summary>False before a batch normalization, whose β is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; init; }

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
    public override bool KeepsOutput => Activation != Activation.None;

    /// <inheritdoc/>
    public override int ScratchFloats(int count) => Math.Max(
        Math.Max(forward.ScratchFloats, weightGradient.ScratchFloats(grid, filters)),
        inputGradient?.ScratchFloats ?? scattered!.ScratchFloats);

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        forward.Pack(weight.Value);
        if (!training)
            return;
        inputGradient?.Pack(weight.Value);
        scattered?.Pack(weight.Value);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var x = run.Input();
        for (int image = 0; image < run.Count; image++)
            forward.Run(x.Slice(image * Input.Elements, Input.Elements), bias is null ? [] : bias.Value, ActivationBounds.Of(Activation), run.Output.Slice(image * Output.Elements, Output.Elements), run.Scratch);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dy = run.OutputGradient, dx = run.InputGradient();
        ActivationBounds.Mask(Activation, run.Output, dy);
        if (bias is { IsTrainable: true })
            ChannelSums.Add(dy, bias.Lane(run.Place.Lane));
        for (int image = 0; image < run.Count; image++)
        {
            ReadOnlySpan<float> dyImage = dy.Slice(image * Output.Elements, Output.Elements);
            if (weight.IsTrainable)
                AddWeightGradient(run, image, dyImage);
            if (dx.IsEmpty)
                continue;
            Span<float> dxImage = dx.Slice(image * Input.Elements, Input.Elements);
            if (inputGradient is not null)
                inputGradient.Run(dyImage, dxImage, run.Scratch);
            else
                scattered!.Run(dyImage, dxImage, run.Scratch);
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        Shape x = Picture();
        Window = Padding.Window(x[0], x[1], Kernel, Stride, Dilation);
        var output = new Shape(Window.OutputHeight(Name, x[0], Kernel.H), Window.OutputWidth(Name, x[1], Kernel.W), filters);
        grid = Window.Grid(x, output, Kernel);
        weight = new Parameter($"{Name}.weight", new Shape(filters, Kernel.H, Kernel.W, x[2])) { LanesAreTransposed = true, Penalty = Penalty };
        Initializer.Fill(weight.Value, random, fanIn: grid.K, fanOut: Kernel.H * Kernel.W * filters);
        bias = UseBias ? new Parameter($"{Name}.bias", new Shape(filters)) : null;
        forward = new ForwardConvolution(grid, filters);
        inputGradient = InputGradient.Accepts(grid) ? new InputGradient(grid, filters) : null;
        scattered = inputGradient is null ? new ScatteredInputGradient(grid, filters) : null;
        weightGradient = KernelSets.Best.WeightGradients.Where(candidate => candidate.IsSupported).MinBy(candidate => candidate.Cost(grid, filters))!;
        return output;
    }

    private void AddWeightGradient(in LayerRun run, int image, ReadOnlySpan<float> dy) => weightGradient.Run(new WeightGradientArgs
    {
        Input = run.Input().Slice(image * Input.Elements, Input.Elements),
        Grid = grid,
        OutputGradient = dy,
        N = filters,
        Sum = weight.Lane(run.Place.Lane),
        Scratch = run.Scratch,
    });
}
