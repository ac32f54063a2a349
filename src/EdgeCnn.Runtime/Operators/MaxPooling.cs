using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;
using EdgeCnn.Kernels.Pooling;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Max pooling of any element type.</summary>
internal sealed class MaxPooling(NetworkGraph graph, MaxPoolNode node) : IOperator
{
    private readonly DataType type = graph.Tensor(node.Output).Type;
    private readonly int images = graph.Tensor(node.Output).Shape[0];
    private readonly PatchGrid grid = LinearGeometry.GridOf(node.Window, graph.Tensor(node.Inputs[0]).Shape, node.KernelH, node.KernelW, graph.Tensor(node.Output).Shape);

    public string Kernel => "max-pool";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public double SharedCycles => images * (double)grid.M * (20 + (grid.C * type.SizeBytes() * grid.KH * grid.KW / 16.0));

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> input = memory.Input(0);
        Span<byte> output = memory.Output;
        int inputBytes = grid.InputLength * type.SizeBytes(), outputBytes = grid.M * grid.C * type.SizeBytes();
        for (int image = 0; image < images; image++)
        {
            var x = input.Slice(image * inputBytes, inputBytes);
            var y = output.Slice(image * outputBytes, outputBytes);
            if (type == DataType.Float32)
                MaxPool.Run(MemoryMarshal.Cast<byte, float>(x), grid, memory.Part, MemoryMarshal.Cast<byte, float>(y));
            else if (type == DataType.Int8)
                MaxPool.Run(MemoryMarshal.Cast<byte, sbyte>(x), grid, memory.Part, MemoryMarshal.Cast<byte, sbyte>(y));
            else
                MaxPool.Run(x, grid, memory.Part, y);
        }
    }
}
