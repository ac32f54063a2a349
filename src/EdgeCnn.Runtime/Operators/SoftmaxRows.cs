using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Softmax along the last axis, or its logarithm.</summary>
internal sealed class SoftmaxRows(NetworkGraph graph, SoftmaxNode node) : IOperator
{
    private readonly SoftmaxNode node = node;
    private readonly int length = graph.Tensor(node.Output).Shape[-1];

    public string Kernel => node.Logarithm ? "log-softmax" : "softmax";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> input = memory.Input(0);
        Span<byte> output = memory.Output;
        var x = MemoryMarshal.Cast<byte, float>(input);
        var y = MemoryMarshal.Cast<byte, float>(output);
        for (int at = 0; at < x.Length; at += length)
        {
            if (node.Logarithm)
                Softmax.RunLogarithm(x.Slice(at, length), y.Slice(at, length));
            else
                Softmax.Run(x.Slice(at, length), y.Slice(at, length));
        }
    }
}
