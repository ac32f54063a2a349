using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A ReLU that no layer before it could take into its store.</summary>
internal sealed class Rectifier(NetworkGraph graph, ActivationNode node) : IOperator
{
    private readonly TensorInfo info = graph.Tensor(node.Output);

    public string Kernel => "relu";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(ReadOnlySpan<byte> input, Span<byte> output, Span<byte> scratch)
    {
        if (info.Type == DataType.Float32)
            Relu.Run(MemoryMarshal.Cast<byte, float>(input), 0f, MemoryMarshal.Cast<byte, float>(output));
        else if (info.Type == DataType.Int8)
            Relu.Run(MemoryMarshal.Cast<byte, sbyte>(input), (sbyte)info.Quant!.ZeroPoint, MemoryMarshal.Cast<byte, sbyte>(output));
        else
            Relu.Run(input, (byte)info.Quant!.ZeroPoint, output);
    }
}
