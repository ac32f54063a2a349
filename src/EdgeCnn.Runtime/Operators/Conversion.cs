using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Real numbers to codes, or codes to real numbers.</summary>
internal sealed class Conversion : IOperator
{
    private readonly bool toCodes;
    private readonly QuantParams quant;
    private readonly ActivationSign sign;
    private readonly int elements;

    public Conversion(NetworkGraph graph, Node node)
    {
        toCodes = node is QuantizeLinearNode;
        TensorInfo codes = graph.Tensor(toCodes ? node.Output : node.Inputs[0]);
        if (!codes.Type.IsCode() || codes.Quant is not { Axis: -1 })
            throw new GraphException(node.Label, $"has a kernel only for 8-bit tensors with one scale, got {codes}.");
        quant = codes.Quant;
        elements = codes.Shape.Elements;
        sign = codes.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed;
    }

    public string Kernel => toCodes ? "quantize" : "dequantize";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public double SharedCycles => elements;

    public void Run(StepMemory memory)
    {
        var (first, end) = memory.Part.OfBlocks(elements, ArenaPlanner.Alignment);
        int from = toCodes ? sizeof(float) : 1, to = toCodes ? 1 : sizeof(float);
        ReadOnlySpan<byte> input = memory.Input(0)[(first * from)..(end * from)];
        Span<byte> output = memory.Output[(first * to)..(end * to)];
        if (toCodes)
            LinearQuantization.Quantize(MemoryMarshal.Cast<byte, float>(input), quant.Scale, quant.ZeroPoint, sign, output);
        else
            LinearQuantization.Dequantize(input, quant.Scale, quant.ZeroPoint, sign, MemoryMarshal.Cast<byte, float>(output));
    }
}
