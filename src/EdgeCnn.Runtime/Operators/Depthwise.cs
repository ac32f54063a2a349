using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Depthwise convolution, float or on codes.</summary>
internal sealed class Depthwise : IOperator
{
    private readonly DataType type;
    private readonly int images;
    private readonly PatchGrid grid;
    private readonly float[] weights = []; // [KH, KW, C]
    private readonly float[] bias = []; // [C]
    private readonly (float Minimum, float Maximum) bounds;
    private readonly sbyte[] codes = []; // [KH, KW, C]
    private readonly byte inputZeroPoint;
    private readonly Requantization? requantization;

    public Depthwise(NetworkGraph graph, DepthwiseConv2dNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), w = graph.Tensor(node.Inputs[1]), y = graph.Tensor(node.Output);
        type = x.Type;
        images = x.Shape[0];
        grid = LinearGeometry.GridOf(node.Window, x.Shape, w.Shape[0], w.Shape[1], y.Shape);
        if (type == DataType.Float32)
        {
            weights = graph.Constant<float>(w.Name).ToArray();
            bias = node.Inputs.Length > 2 ? graph.Constant<float>(node.Inputs[2]).ToArray() : new float[grid.C];
            bounds = node.Activation.Bounds();
            return;
        }

        codes = LinearWeights.Signed(graph, w).ToArray();
        inputZeroPoint = (byte)x.Quant!.ZeroPoint;
        requantization = new Requantization(node, x, w, y, node.Inputs.Length > 2 ? graph.Constant<int>(node.Inputs[2]) : []);
        for (int c = 0; c < grid.C; c++)
        {
            long sum = 0;
            for (int tap = c; tap < codes.Length; tap += grid.C)
                sum += codes[tap];
            requantization.SubtractZeroPoint(c, x.Quant.ZeroPoint, sum);
        }
    }

    public string Kernel => type == DataType.Float32 ? "f32-depthwise" : "int8-depthwise";

    public long WeightBytes => codes.Length + (4L * (weights.Length + bias.Length)) + (requantization?.Bytes ?? 0);

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        int inputBytes = grid.InputLength * type.SizeBytes(), outputBytes = grid.M * grid.C * type.SizeBytes();
        for (int image = 0; image < images; image++)
        {
            var x = memory.Input(0).Slice(image * inputBytes, inputBytes);
            var y = memory.Output.Slice(image * outputBytes, outputBytes);
            if (requantization is null)
                DepthwiseF32.Run(MemoryMarshal.Cast<byte, float>(x), grid, weights, bias, bounds.Minimum, bounds.Maximum, MemoryMarshal.Cast<byte, float>(y));
            else
                DepthwiseInt8.Run(x, type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed, grid, inputZeroPoint, codes, requantization.Args, y);
        }
    }
}
