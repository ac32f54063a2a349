using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Integer layers that the packed kernels do not take: weights with zero points of their own, and results that are the sums themselves.</summary>
internal sealed class RareLinear : IOperator
{
    // Beyond this many products a sum of 255·255 each could leave int32.
    private const int MaxK = int.MaxValue / (255 * 255);

    private readonly int images;
    private readonly PlainLinearArgs args;
    private readonly Requantization? requantization;

    public RareLinear(NetworkGraph graph, LinearNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), w = graph.Tensor(node.Inputs[1]), y = graph.Tensor(node.Output);
        var depthwise = node as DepthwiseConv2dNode;
        var (count, grid, n) = depthwise is null
            ? LinearGeometry.Of(node, x, w, y)
            : new LinearGeometry(x.Shape[0], LinearGeometry.GridOf(depthwise.Window, x.Shape, w.Shape[0], w.Shape[1], y.Shape), x.Shape[3]);
        images = count;
        ReadOnlySpan<int> bias = node.Inputs.Length > 2 ? graph.Constant<int>(node.Inputs[2]) : new int[n];
        args = new PlainLinearArgs
        {
            Grid = grid,
            N = n,
            IsDepthwise = depthwise is not null,
            Sign = x.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed,
            InputZeroPoint = x.Quant!.ZeroPoint,
            Weights = LinearWeights.Centred(graph, w, node.ChannelAxis),
            Bias = bias.ToArray(),
        };
        if (y.Type == DataType.Int32)
            return;
        int k = depthwise is null ? grid.K : grid.KH * grid.KW;
        if (k > MaxK)
            throw new GraphException(node.Label, $"{k} products an output, at most {MaxK} fit a 32-bit sum. Weights {w.Shape}. Keep this layer in float.");
        requantization = new Requantization(node, x, w, y, bias);
    }

    public string Kernel => requantization is null ? "int32-plain" : "int8-plain";

    public long WeightBytes => (2L * args.Weights.Length) + (requantization?.Bytes ?? (4L * args.Bias.Length));

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        int inputBytes = args.Grid.InputLength, outputLength = args.Grid.M * args.N;
        for (int image = 0; image < images; image++)
        {
            var x = memory.Input(0).Slice(image * inputBytes, inputBytes);
            if (requantization is null)
                PlainLinear.Sums(x, args, MemoryMarshal.Cast<byte, int>(memory.Output).Slice(image * outputLength, outputLength));
            else
                PlainLinear.Codes(x, args, requantization.Args, memory.Output.Slice(image * outputLength, outputLength));
        }
    }
}
