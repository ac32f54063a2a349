using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Requantize;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Convolution or dense layer on 8-bit codes.</summary>
internal sealed class Int8Linear : IOperator
{
    // Beyond this many products a sum of 255·128 each could leave int32.
    private const int MaxK = int.MaxValue / (255 * 128);

    private readonly KernelSet kernels;
    private readonly LinearGeometry geometry;
    private readonly sbyte[] weights; // packed
    private readonly bool weightsHoldMinimum;
    private readonly int[] bias; // [N rounded up to 4]
    private readonly float[] multiplier; // [N rounded up to 4]
    private readonly byte inputZeroPoint;
    private readonly int outputZeroPoint;
    private readonly int minimum;
    private readonly int maximum;

    public Int8Linear(KernelSet kernels, NetworkGraph graph, LinearNode node)
    {
        this.kernels = kernels;
        TensorInfo x = graph.Tensor(node.Inputs[0]), w = graph.Tensor(node.Inputs[1]), y = graph.Tensor(node.Output);
        geometry = LinearGeometry.Of(node, x, w, y);
        int n = geometry.N, k = geometry.Grid.K;
        if (k > MaxK)
            throw new GraphException(node.Label, $"{k} products an output, at most {MaxK} fit a 32-bit sum. Weights {w.Shape}. Keep this layer in float.");
        var values = graph.Constant<sbyte>(w.Name);
        weights = new sbyte[kernels.Int8Format.PackedElements(n, k)];
        GemmPacking.PackRows(values, n, k, kernels.Int8Format, weights);
        weightsHoldMinimum = values.Contains(sbyte.MinValue);

        inputZeroPoint = (byte)x.Quant!.ZeroPoint;
        outputZeroPoint = y.Quant!.ZeroPoint;
        minimum = node.Activation == ActivationKind.Relu ? outputZeroPoint : y.Type.MinCode();
        maximum = y.Type.MaxCode();
        int padded = (n + 3) / 4 * 4;
        bias = new int[padded];
        multiplier = new float[padded];
        var given = node.Inputs.Length > 2 ? graph.Constant<int>(node.Inputs[2]) : [];
        for (int channel = 0; channel < n; channel++)
        {
            long sum = 0;
            foreach (sbyte value in values.Slice(channel * k, k))
                sum += value;
            bias[channel] = checked((int)((given.IsEmpty ? 0 : given[channel]) - (x.Quant.ZeroPoint * sum)));
            float weightScale = w.Quant!.Scales[w.Quant.Scales.Length == 1 ? 0 : channel];
            multiplier[channel] = x.Quant.Scale * weightScale / y.Quant.Scale;
            if (!float.IsFinite(multiplier[channel]))
                throw new GraphException(node.Label, $"the scales {x.Quant.Scale}, {weightScale} and {y.Quant.Scale} of channel {channel} have no finite ratio.");
        }
    }

    public string Kernel => kernels.Int8Format.Name;

    public long WeightBytes => weights.Length + (4L * (bias.Length + multiplier.Length));

    public int ScratchBytes => kernels.Int8Format.ScratchBytes(geometry.Grid.K);

    public void Run(ReadOnlySpan<byte> input, Span<byte> output, Span<byte> scratch)
    {
        int inputLength = geometry.Grid.InputLength, outputLength = geometry.Grid.M * geometry.N;
        for (int image = 0; image < geometry.Images; image++)
        {
            kernels.GemmInt8(new GemmInt8Args
            {
                Input = input.Slice(image * inputLength, inputLength),
                Grid = geometry.Grid,
                InputZeroPoint = inputZeroPoint,
                PackedWeights = weights,
                WeightsHoldMinimum = weightsHoldMinimum,
                Requantize = new RequantizeArgs
                {
                    Bias = bias,
                    Multiplier = multiplier,
                    ZeroPoint = outputZeroPoint,
                    Minimum = minimum,
                    Maximum = maximum,
                },
                Output = output.Slice(image * outputLength, outputLength),
                N = geometry.N,
                Scratch = scratch,
            });
        }
    }
}
