using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Local response normalization across the channels.</summary>
internal sealed class ChannelNormalization(NetworkGraph graph, LrnNode node) : IOperator
{
    private readonly LrnNode node = node;
    private readonly int channels = graph.Tensor(node.Output).Shape[-1];

    public string Kernel => "f32-lrn";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, float>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, float>(memory.Output);
        for (int at = 0; at < x.Length; at += channels)
            LocalResponse.Run(x.Slice(at, channels), node.Size, node.Alpha, node.Beta, node.Bias, y.Slice(at, channels));
    }
}
