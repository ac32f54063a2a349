using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The sum of two tensors, float or on codes.</summary>
internal sealed class Addition(NetworkGraph graph, AddNode node) : IOperator
{
    private readonly bool integer = graph.Tensor(node.Output).Type.IsCode();
    private readonly (float Minimum, float Maximum) bounds = node.Activation.Bounds();
    private readonly AddInt8 rule = graph.Tensor(node.Output).Type.IsCode() ? RuleOf(graph, node) : default;

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

    // The rule speaks of the model's own codes, wherever the plan has moved them.
    private static AddInt8 RuleOf(NetworkGraph graph, AddNode node)
    {
        TensorInfo a = graph.Tensor(node.Inputs[0]), b = graph.Tensor(node.Inputs[1]), c = graph.Tensor(node.Output);
        var (minimum, maximum) = node.Activation.CodeBounds(c);
        return new AddInt8(c.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed, node.CodeOffset)
        {
            RatioA = a.Quant!.Scale / c.Quant!.Scale,
            RatioB = b.Quant!.Scale / c.Quant.Scale,
            ZeroPointA = a.Quant.ZeroPoint + node.CodeOffset,
            ZeroPointB = b.Quant.ZeroPoint + node.CodeOffset,
            ZeroPointC = c.Quant.ZeroPoint + node.CodeOffset,
            Minimum = minimum + node.CodeOffset,
            Maximum = maximum + node.CodeOffset,
        };
    }
}
