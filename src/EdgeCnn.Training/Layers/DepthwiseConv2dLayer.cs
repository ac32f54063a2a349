using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers.Convolution;

namespace EdgeCnn.Training.Layers;

/// <summary>A convolution of each channel by itself.</summary>
/// <remarks>Shapes: x [H, W, C], weights [KH, KW, C], y [OH, OW, C]. Source: Howard et al. 2017, "MobileNets", §3.1.</remarks>
public sealed class DepthwiseConv2dLayer(string name, int kernel) : Layer(name)
{
    private Parameter weight = null!;
    private Parameter? bias;
    private float[] zero = [];
    private float[] packed = [];
    private PatchGrid grid;
    private DepthwiseF32Kernel forward = null!;
    private DepthwiseGradient gradient = null!;

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
    public override long MultiplyAdds => (long)Output.Elements * Kernel.H * Kernel.W;

    /// <inheritdoc/>
    public override bool KeepsOutput => Activation != ActivationKind.None;

    /// <inheritdoc/>
    public override int ScratchFloats(int count) => (forward.ScratchBytes(grid) + 3) / 4;

    /// <inheritdoc/>
    public override void Prepare(bool training) => forward.Pack(weight.Value, grid, packed);

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var (low, high) = Activation.Bounds();
        for (int image = 0; image < run.Count; image++)
        {
            forward.Run(new DepthwiseF32Args
            {
                Input = run.Input().Slice(image * Input.Elements, Input.Elements),
                Grid = grid,
                PackedWeights = packed,
                Bias = bias is null ? zero : bias.Value,
                Minimum = low,
                Maximum = high,
                Output = run.Output.Slice(image * Output.Elements, Output.Elements),
                Scratch = MemoryMarshal.AsBytes(run.Scratch),
            });
        }
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dy = run.OutputGradient, dx = run.InputGradient();
        ActivationGradient.Mask(Activation, run.Output, dy);
        if (bias is { IsTrainable: true })
            ChannelSums.Add(dy, bias.Lane(run.Place.Lane));
        for (int image = 0; image < run.Count; image++)
        {
            ReadOnlySpan<float> dyImage = dy.Slice(image * Output.Elements, Output.Elements);
            if (weight.IsTrainable)
                gradient.AddWeights(run.Input().Slice(image * Input.Elements, Input.Elements), dyImage, weight.Lane(run.Place.Lane));
            if (!dx.IsEmpty)
                gradient.Input(dyImage, weight.Value, dx.Slice(image * Input.Elements, Input.Elements));
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        Shape x = Picture();
        Window = Padding.Window(x[0], x[1], Kernel, Stride, Dilation);
        var output = new Shape(Window.OutputHeight(Name, x[0], Kernel.H), Window.OutputWidth(Name, x[1], Kernel.W), x[2]);
        grid = Window.Grid(x, output, Kernel);
        weight = new Parameter($"{Name}.weight", new Shape(Kernel.H, Kernel.W, x[2])) { Penalty = Penalty };
        Initializer.Fill(weight.Value, random, fanIn: Kernel.H * Kernel.W, fanOut: Kernel.H * Kernel.W);
        bias = UseBias ? new Parameter($"{Name}.bias", new Shape(x[2])) : null;
        zero = new float[x[2]];
        forward = Kernels.DepthwiseF32.Where(candidate => candidate.IsSupported && candidate.Accepts(grid)).MinBy(candidate => candidate.Cost(grid))!;
        packed = new float[forward.PackedElements(grid)];
        gradient = new DepthwiseGradient(grid);
        return output;
    }
}
