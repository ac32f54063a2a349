using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Real numbers to codes, or codes to real numbers.</summary>
internal sealed class Conversion : IOperator
{
    private readonly bool toCodes;
    private readonly QuantParams quant;
    private readonly ActivationSign sign;

    public Conversion(NetworkGraph graph, Node node)
    {
        toCodes = node is QuantizeLinearNode;
        TensorInfo codes = graph.Tensor(toCodes ? node.Output : node.Inputs[0]);
        if (!codes.Type.IsCode() || codes.Quant is not { Axis: -1 })
            throw new GraphException(node.Label, $"has a kernel only for 8-bit tensors with one scale, got {codes}.");
        quant = codes.Quant;
        sign = codes.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed;
    }

    public string Kernel => toCodes ? "quantize" : "dequantize";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> input = memory.Input(0);
        Span<byte> output = memory.Output;
        if (toCodes)
            LinearQuantization.Quantize(MemoryMarshal.Cast<byte, float>(input), quant.Scale, quant.ZeroPoint, sign, output);
        else
            LinearQuantization.Dequantize(input, quant.Scale, quant.ZeroPoint, sign, MemoryMarshal.Cast<byte, float>(output));
    }
}
