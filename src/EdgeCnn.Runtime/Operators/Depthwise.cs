using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Depthwise;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Depthwise convolution, float or on codes.</summary>
internal sealed class Depthwise : IOperator
{
    private readonly DataType type;
    private readonly DepthwiseF32Kernel? f32;
    private readonly DepthwiseInt8Kernel? int8;
    private readonly int images;
    private readonly PatchGrid grid;
    private readonly float[] weights = []; // packed
    private readonly float[] bias = []; // [C]
    private readonly (float Minimum, float Maximum) bounds;
    private readonly sbyte[] codes = []; // packed
    private readonly byte inputZeroPoint;
    private readonly Requantization? requantization;
    private readonly bool adds;
    private readonly CodeAddend? addend;

    public Depthwise(KernelPicker kernels, NetworkGraph graph, DepthwiseConv2dNode node, AddNode? sum)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]), w = graph.Tensor(node.Inputs[1]), y = graph.Tensor(node.Output);
        type = x.Type;
        adds = sum is not null;
        images = x.Shape[0];
        grid = LinearGeometry.GridOf(node.Window, x.Shape, w.Shape[0], w.Shape[1], y.Shape);
        if (type == DataType.Float32)
        {
            (f32, Candidates) = kernels.DepthwiseF32(node, grid);
            weights = new float[f32.PackedElements(grid)];
            f32.Pack(graph.Constant<float>(w.Name), grid, weights);
            bias = node.Inputs.Length > 2 ? graph.Constant<float>(node.Inputs[2]).ToArray() : new float[grid.C];
            bounds = (sum?.Activation ?? node.Activation).Bounds();
            return;
        }

        var values = LinearWeights.Signed(graph, w);
        (int8, Candidates) = kernels.DepthwiseInt8(node, grid, values.Contains(sbyte.MinValue));
        codes = new sbyte[int8.PackedElements(grid)];
        int8.Pack(values, grid, codes);
        addend = sum is null ? null : new CodeAddend(graph, node, sum);
        inputZeroPoint = (byte)x.Quant!.ZeroPoint;
        requantization = new Requantization(node, x, w, y, node.Inputs.Length > 2 ? graph.Constant<int>(node.Inputs[2]) : []);
        for (int c = 0; c < grid.C; c++)
        {
            long total = 0;
            for (int tap = c; tap < values.Length; tap += grid.C)
                total += values[tap];
            requantization.SubtractZeroPoint(c, x.Quant.ZeroPoint, total);
        }
    }

    public string Kernel => f32?.Name ?? int8!.Name;

    public ImmutableArray<string> Candidates { get; }

    public long WeightBytes => codes.Length + (4L * (weights.Length + bias.Length)) + (requantization?.Bytes ?? 0);

    public int ScratchBytes => f32?.ScratchBytes(grid) ?? int8!.ScratchBytes(grid);

    public double SharedCycles => images * (f32?.Cost(grid) ?? int8!.Cost(grid));

    public void Run(StepMemory memory)
    {
        int inputBytes = grid.InputLength * type.SizeBytes(), outputBytes = grid.M * grid.C * type.SizeBytes();
        for (int image = 0; image < images; image++)
        {
            var x = memory.Input(0).Slice(image * inputBytes, inputBytes);
            var y = memory.Output.Slice(image * outputBytes, outputBytes);
            var other = adds ? memory.Input(1).Slice(image * outputBytes, outputBytes) : default;
            if (f32 is not null)
            {
                f32.Run(new DepthwiseF32Args
                {
                    Input = MemoryMarshal.Cast<byte, float>(x),
                    Grid = grid,
                    PackedWeights = weights,
                    Bias = bias,
                    Residual = MemoryMarshal.Cast<byte, float>(other),
                    Minimum = bounds.Minimum,
                    Maximum = bounds.Maximum,
                    Output = MemoryMarshal.Cast<byte, float>(y),
                    Scratch = memory.Scratch,
                    Part = memory.Part,
                });
                continue;
            }

            int8!.Run(new DepthwiseInt8Args
            {
                Input = x,
                Grid = grid,
                InputZeroPoint = inputZeroPoint,
                PackedWeights = codes,
                Requantize = requantization!.Args,
                Sum = addend is null ? default : addend.To(other),
                Output = y,
                Scratch = memory.Scratch,
                Part = memory.Part,
            });
        }
    }
}
