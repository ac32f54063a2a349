using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Gradients;
using EdgeCnn.Training.Initializers;
using EdgeCnn.Training.Layers.Convolution;

namespace EdgeCnn.Training.Layers;

/// <summary>Fully connected layer.</summary>
/// <remarks>Shapes: x [K], weights [N, K], y [N]. y = W·x + b, dW = Σ dy·xᵀ over the batch, dx = Wᵀ·dy, db = Σ dy.</remarks>
public sealed class DenseLayer(string name, int units) : Layer(name), IWholeBatchGradient
{
    // Inputs of a part of the weight gradient: whole tiles of every kernel.
    private const int PartInputs = 96;
    private Parameter weight = null!;
    private Parameter? bias;
    private MatrixProduct forward = null!;
    private MatrixProduct backward = null!;
    private WeightGradientKernel weightGradient = null!;

    /// <summary>False to leave the bias out.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Applied to the result.</summary>
    public ActivationKind Activation { get; init; }

    /// <summary>The weights at the start.</summary>
    public Initializer Initializer { get; init; } = Initializer.He;

    /// <summary>What large weights cost.</summary>
    public Penalty Penalty { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => bias is null ? [weight] : [weight, bias];

    /// <inheritdoc/>
    public override long MultiplyAdds => (long)units * Input.Elements;

    /// <inheritdoc/>
    public override bool KeepsOutput => Activation != ActivationKind.None;

    /// <inheritdoc/>
    public int Parts => weight.IsTrainable ? (Input.Elements + PartInputs - 1) / PartInputs : 0;

    /// <inheritdoc/>
    public override int ScratchFloats(int count) => Math.Max(forward.ScratchFloats(count), backward.ScratchFloats(count));

    /// <inheritdoc/>
    public int PartScratchFloats(int count) => (PartInputs * (count + units)) + weightGradient.ScratchFloats(PartGrid(count, PartInputs), units);

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        forward.Pack(weight.Value);
        if (training)
            backward.PackTransposed(weight.Value);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) =>
        forward.Run(run.Input(), run.Count, bias is null ? [] : bias.Value, Activation.Bounds(), run.Output, run.Scratch);

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dy = run.OutputGradient, dx = run.InputGradient();
        ActivationGradient.Mask(Activation, run.Output, dy);
        if (bias is { IsTrainable: true })
            ChannelSums.Add(dy, bias.Lane(run.Place.Lane));
        if (!dx.IsEmpty)
            backward.Run(dy, run.Count, [], (float.NegativeInfinity, float.PositiveInfinity), dx, run.Scratch);
    }

    /// <inheritdoc/>
    public void Part(int part, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, int count, Span<float> scratch)
    {
        int k = Input.Elements, first = part * PartInputs, inputs = Math.Min(PartInputs, k - first);
        Span<float> columns = scratch[..(count * inputs)], sums = scratch.Slice(columns.Length, inputs * units);
        for (int image = 0; image < count; image++)
            x.Slice((image * k) + first, inputs).CopyTo(columns[(image * inputs)..]);
        sums.Clear();
        weightGradient.Run(new WeightGradientArgs
        {
            Input = columns,
            Grid = PartGrid(count, inputs),
            OutputGradient = dy,
            N = units,
            Sum = sums,
            Scratch = scratch[(columns.Length + sums.Length)..],
        });
        for (int unit = 0; unit < units; unit++)
        {
            Span<float> to = weight.Gradient.AsSpan((unit * k) + first, inputs);
            for (int i = 0; i < to.Length; i++)
                to[i] = sums[(i * units) + unit];
        }
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        if (Inputs.Length != 1 || Input.Rank != 1)
            throw Error($"expects one flat input [K], got {string.Join(' ', Inputs)}. Put a FlattenLayer before it.");
        int k = Input[0];
        weight = new Parameter($"{Name}.weight", new Shape(units, k)) { IsWhole = true, Penalty = Penalty };
        Initializer.Fill(weight.Value, random, fanIn: k, fanOut: units);
        bias = UseBias ? new Parameter($"{Name}.bias", new Shape(units)) : null;
        forward = new MatrixProduct(Kernels, k, units);
        backward = new MatrixProduct(Kernels, units, k);
        weightGradient = Kernels.WeightGradients.Where(candidate => candidate.IsSupported).MinBy(candidate => candidate.Cost(PartGrid(64, PartInputs), units))!;
        return new Shape(units);
    }

    // The pictures as the pixels of one row.
    private static PatchGrid PartGrid(int count, int inputs) => new() { H = 1, W = count, C = inputs, KH = 1, KW = 1, OH = 1, OW = count };
}
