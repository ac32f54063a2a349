using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The sum of two tensors, float or on codes.</summary>
internal sealed class Addition(NetworkGraph graph, AddNode node) : IOperator
{
    private readonly bool integer = graph.Tensor(node.Output).Type.IsCode();
    private readonly int bytes = graph.Tensor(node.Output).SizeBytes;
    private readonly (float Minimum, float Maximum) bounds = node.Activation.Bounds();
    private readonly AddInt8 rule = graph.Tensor(node.Output).Type.IsCode() ? CodeRules.Sum(graph.Tensor(node.Inputs[0]), graph.Tensor(node.Inputs[1]), graph.Tensor(node.Output), node.Activation) : default;

    public string Kernel => integer ? "int8-add" : "f32-add";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public double SharedCycles => 0.25 * bytes;

    public void Run(StepMemory memory)
    {
        Range own = memory.OwnBytes(bytes);
        ReadOnlySpan<byte> a = memory.Input(0)[own], b = memory.Input(1)[own];
        if (integer)
            rule.Run(a, b, memory.Output[own]);
        else
            AddF32.Run(MemoryMarshal.Cast<byte, float>(a), MemoryMarshal.Cast<byte, float>(b), bounds.Minimum, bounds.Maximum, MemoryMarshal.Cast<byte, float>(memory.Output[own]));
    }
}
