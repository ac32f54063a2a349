using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Real numbers to codes or back where each index of an axis has its own scale, and Int32 sums to real numbers.</summary>
internal sealed class AxisConversion : IOperator
{
    private readonly bool toCodes;
    private readonly DataType type; // of the codes
    private readonly float[] scales;
    private readonly int[] zeroPoints;
    private readonly int inner; // elements behind the axis: those in a row with one scale

    public AxisConversion(TensorInfo codes, bool toCodes)
    {
        this.toCodes = toCodes;
        type = codes.Type;
        scales = [.. codes.Quant!.Scales];
        zeroPoints = [.. codes.Quant.ZeroPoints];
        inner = codes.Quant.Axis < 0 ? codes.Shape.Elements : new Shape([.. codes.Shape.Dims[(codes.Quant.Axis + 1)..]]).Elements;
    }

    public string Kernel => toCodes ? "quantize-axis" : "dequantize-axis";

    public long WeightBytes => 8L * scales.Length;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        int elements = (toCodes ? memory.Input(0).Length : memory.Output.Length) / sizeof(float);
        ActivationSign sign = type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed;
        for (int at = 0, i = 0; at < elements; at += inner, i = i + 1 == scales.Length ? 0 : i + 1)
        {
            if (toCodes)
                LinearQuantization.Quantize(MemoryMarshal.Cast<byte, float>(memory.Input(0)).Slice(at, inner), scales[i], zeroPoints[i], sign, memory.Output[at..]);
            else if (type == DataType.Int32)
                Dequantize(MemoryMarshal.Cast<byte, int>(memory.Input(0)).Slice(at, inner), scales[i], MemoryMarshal.Cast<byte, float>(memory.Output)[at..]);
            else
                LinearQuantization.Dequantize(memory.Input(0).Slice(at, inner), scales[i], zeroPoints[i], sign, MemoryMarshal.Cast<byte, float>(memory.Output)[at..]);
        }
    }

    private static void Dequantize(ReadOnlySpan<int> sums, float scale, Span<float> real)
    {
        for (int i = 0; i < sums.Length; i++)
            real[i] = sums[i] * scale;
    }
}
