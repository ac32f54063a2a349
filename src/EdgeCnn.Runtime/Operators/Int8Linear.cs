using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Convolution or dense layer on 8-bit codes.</summary>
internal sealed class Int8Linear : IOperator
{
    // Beyond this many products a sum of 255·128 each could leave int32.
    private const int MaxK = int.MaxValue / (255 * 128);

    private readonly LinearInt8Kernel kernel;
    private readonly LinearGeometry geometry;
    private readonly sbyte[] weights; // packed
    private readonly byte inputZeroPoint;
    private readonly Requantization requantization;
    private readonly CodeAddend? addend;

    public Int8Linear(KernelPicker kernels, NetworkGraph graph, LinearNode node, AddNode? sum)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), w = graph.Tensor(node.Inputs[1]), y = graph.Tensor(node.Output);
        geometry = LinearGeometry.Of(node, x, w, y);
        int n = geometry.N, k = geometry.Grid.K;
        if (k > MaxK)
            throw new GraphException(node.Label, $"{k} products an output, at most {MaxK} fit a 32-bit sum. Weights {w.Shape}. Keep this layer in float.");
        var values = LinearWeights.Signed(graph, w);
        (kernel, Candidates) = kernels.LinearInt8(node, geometry.Grid, n, values.Contains(sbyte.MinValue));
        weights = new sbyte[kernel.PackedElements(geometry.Grid, n)];
        kernel.Pack(values, geometry.Grid, n, weights);

        addend = sum is null ? null : new CodeAddend(graph, node, sum);
        inputZeroPoint = (byte)x.Quant!.ZeroPoint;
        requantization = new Requantization(node, x, w, y, given: node.Inputs.Length > 2 ? graph.Constant<int>(node.Inputs[2]) : []);
        for (int channel = 0; channel < n; channel++)
        {
            long total = 0;
            foreach (sbyte value in values.Slice(channel * k, k))
                total += value;
            requantization.SubtractZeroPoint(channel, x.Quant.ZeroPoint, total);
        }
    }

    public string Kernel => kernel.Name;

    public ImmutableArray<string> Candidates { get; }

    public long WeightBytes => weights.Length + requantization.Bytes;

    public int ScratchBytes => kernel.ScratchBytes(geometry.Grid, geometry.N);

    public double SharedCycles => geometry.Images * kernel.Cost(geometry.Grid, geometry.N);

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> input = memory.Input(0);
        Span<byte> output = memory.Output;
        int inputLength = geometry.Grid.InputLength, outputLength = geometry.Grid.M * geometry.N;
        for (int image = 0; image < geometry.Images; image++)
        {
            kernel.Run(new LinearInt8Args
            {
                Input = input.Slice(image * inputLength, inputLength),
                Grid = geometry.Grid,
                InputZeroPoint = inputZeroPoint,
                PackedWeights = weights,
                Requantize = requantization.Args,
                Sum = addend is null ? default : addend.To(memory.Input(1).Slice(image * outputLength, outputLength)),
                Output = output.Slice(image * outputLength, outputLength),
                N = geometry.N,
                Scratch = memory.Scratch,
                Part = memory.Part,
            });
        }
    }
}
