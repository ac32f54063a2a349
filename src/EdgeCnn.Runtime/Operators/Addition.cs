using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The sum of two tensors, float or on codes.</summary>
internal sealed class Addition(NetworkGraph graph, AddNode node) : IOperator
{
    private readonly bool integer = graph.Tensor(node.Output).Type.IsCode();
    private readonly (float Minimum, float Maximum) bounds = node.Activation.Bounds();
    private readonly AddInt8 rule = graph.Tensor(node.Output).Type.IsCode() ? CodeRules.Sum(graph.Tensor(node.Inputs[0]), graph.Tensor(node.Inputs[1]), graph.Tensor(node.Output), node.Activation) : default;

    public string Kernel => integer ? "int8-add" : "f32-add";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public void Run(StepMemory memory)
    {
        if (integer)
            rule.Run(memory.Input(0), memory.Input(1), memory.Output);
        else
            AddF32.Run(MemoryMarshal.Cast<byte, float>(memory.Input(0)), MemoryMarshal.Cast<byte, float>(memory.Input(1)), bounds.Minimum, bounds.Maximum, MemoryMarshal.Cast<byte, float>(memory.Output));
    }
}
