using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Training.Layers;

/// <summary>Batch normalization over the last axis, each channel by itself.</summary>
/// <remarks>
/// Training: x̂ = (x − μ)/√(σ² + ε), y = γ·x̂ + β with mean and variance over batch and pixels. On the board: the moving mean and
/// variance, which take the share 1 − momentum of each batch's, the variance times N/(N − 1).
/// dx = γ/√(σ² + ε)·(dy − mean(dy) − x̂·mean(dy·x̂)), dγ = Σ dy·x̂, dβ = Σ dy.
/// Frozen, with neither γ nor β to train: as on the board in training too, dx = γ/√(σ² + ε)·dy, as Keras has it.
/// Source: Ioffe and Szegedy 2015, "Batch Normalization", Algorithms 1 and 2.
/// </remarks>
public sealed class BatchNormLayer(string name) : Layer(name), IBatchStatisticsLayer
{
    private Parameter gamma = null!;
    private Parameter beta = null!;
    private Parameter movingMean = null!;
    private Parameter movingVariance = null!;
    private ChannelMoments[] moments = [];
    private ChannelMoments[] gradients = [];
    private float[] mean = [];
    private float[] inverse = []; // 1/√(σ² + ε)
    private float[] scale = []; // y = scale·x + shift
    private float[] shift = [];
    private float[] meanGradient = []; // dx = scale·(dy − meanGradient − (x − mean)·slope)
    private float[] slope = [];

    /// <summary>The share of the old in the moving statistics: 0.99 in Keras, 0.9 in PyTorch (which calls it 0.1).</summary>
    public float Momentum { get; init; } = 0.99f;

    /// <summary>Added to the variance: 10⁻³ in Keras, 10⁻⁵ in PyTorch.</summary>
    public float Epsilon { get; init; } = 1e-3f;

    /// <summary>Applied to the result.</summary>
    public ActivationKind Activation { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [gamma, beta];

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Statistics => [movingMean, movingVariance];

    /// <inheritdoc/>
    public override bool KeepsOutput => true;

    /// <inheritdoc/>
    public bool UsesBatch => gamma.IsTrainable || beta.IsTrainable;

    /// <inheritdoc/>
    public void Reserve(int lanes)
    {
        int channels = Output[-1];
        if (moments.Length != lanes)
        {
            moments = [.. Enumerable.Range(0, lanes).Select(_ => new ChannelMoments(channels))];
            gradients = [.. Enumerable.Range(0, lanes).Select(_ => new ChannelMoments(channels))];
        }

        for (int lane = 0; lane < lanes; lane++)
        {
            moments[lane].Clear();
            gradients[lane].Clear();
        }
    }

    /// <inheritdoc/>
    public void Gather(in LayerRun run) => moments[run.Place.Lane].AddBlock(run.Input());

    /// <inheritdoc/>
    public void Reduce(float? keep = null)
    {
        float old = keep ?? Momentum;
        foreach (ChannelMoments lane in moments.AsSpan(1))
            moments[0].Merge(lane);
        ChannelMoments all = moments[0];
        double unbiased = all.Count > 1 ? (double)all.Count / (all.Count - 1) : 1;
        for (int c = 0; c < mean.Length; c++)
        {
            double variance = all.Squares[c] / all.Count;
            mean[c] = (float)all.Means[c];
            inverse[c] = (float)(1 / Math.Sqrt(variance + Epsilon));
            movingMean.Value[c] = (old * movingMean.Value[c]) + ((1 - old) * mean[c]);
            movingVariance.Value[c] = (old * movingVariance.Value[c]) + ((1 - old) * (float)(variance * unbiased));
        }

        SetLine();
    }

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        if (training && UsesBatch)
            return;
        for (int c = 0; c < mean.Length; c++)
        {
            mean[c] = movingMean.Value[c];
            inverse[c] = (float)(1 / Math.Sqrt((double)movingVariance.Value[c] + Epsilon));
        }

        SetLine();
    }

    /// <summary>Factor and offset of each channel on the board.</summary>
    public (float[] Scale, float[] Shift) BoardLine()
    {
        Prepare(training: false);
        return (scale.ToArray(), shift.ToArray());
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var (low, high) = Activation.Bounds();
        ChannelLines.Apply(run.Input(), scale, shift, low, high, run.Output);
    }

    /// <inheritdoc/>
    public void GatherGradient(in LayerRun run) => gradients[run.Place.Lane].AddProducts(run.Input(), mean, run.Output, Activation.Bounds(), run.OutputGradient);

    /// <inheritdoc/>
    public void ReduceGradient()
    {
        foreach (ChannelMoments lane in gradients.AsSpan(1))
            gradients[0].Sum(lane);
        ChannelMoments all = gradients[0];
        for (int c = 0; c < mean.Length; c++)
        {
            // Means holds Σ dy, Squares Σ dy·(x − μ).
            meanGradient[c] = (float)(all.Means[c] / moments[0].Count);
            slope[c] = (float)(all.Squares[c] / moments[0].Count * inverse[c] * inverse[c]);
            beta.Lane(0)[c] = (float)all.Means[c];
            gamma.Lane(0)[c] = (float)(all.Squares[c] * inverse[c]);
        }
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        Span<float> dx = run.InputGradient();
        if (dx.IsEmpty)
            return;
        if (UsesBatch)
            ChannelLines.Gradient(run.Input(), run.OutputGradient, mean, scale, meanGradient, slope, dx);
        else
            ChannelLines.MaskAndScale(run.Output, Activation.Bounds(), run.OutputGradient, scale, dx);
    }

    /// <inheritdoc/>
    protected override Shape OnBuild(SeededRandom random)
    {
        if (Inputs.Length != 1)
            throw Error($"expects one input, got {Inputs.Length}.");
        int channels = Input[-1];
        var shape = new Shape(channels);
        gamma = new Parameter($"{Name}.gamma", shape);
        beta = new Parameter($"{Name}.beta", shape);
        movingMean = new Parameter($"{Name}.mean", shape);
        movingVariance = new Parameter($"{Name}.variance", shape);
        Array.Fill(gamma.Value, 1f);
        Array.Fill(movingVariance.Value, 1f);
        mean = new float[channels];
        inverse = new float[channels];
        scale = new float[channels];
        shift = new float[channels];
        meanGradient = new float[channels];
        slope = new float[channels];
        return Input;
    }

    private void SetLine()
    {
        for (int c = 0; c < mean.Length; c++)
        {
            scale[c] = gamma.Value[c] * inverse[c];
            shift[c] = beta.Value[c] - (mean[c] * scale[c]);
        }
    }
}
