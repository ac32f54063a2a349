using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The rules of sums and products of codes, prepared for three tensors; they speak of the model's own codes, wherever the plan has moved them.</summary>
internal static class CodeRules
{
    public static AddInt8 Sum(TensorInfo a, TensorInfo b, TensorInfo c, ActivationKind activation)
    {
        int offset = c.Quant!.CodeOffset;
        var (minimum, maximum) = activation.CodeBounds(c);
        return new AddInt8(SignOf(c), offset)
        {
            RatioA = a.Quant!.Scale / c.Quant.Scale,
            RatioB = b.Quant!.Scale / c.Quant.Scale,
            ZeroPointA = a.Quant.OwnZeroPoint,
            ZeroPointB = b.Quant.OwnZeroPoint,
            ZeroPointC = c.Quant.OwnZeroPoint,
            Minimum = minimum + offset,
            Maximum = maximum + offset,
        };
    }

    public static MulInt8 Product(TensorInfo a, TensorInfo b, TensorInfo c) => new(SignOf(c), c.Quant!.CodeOffset)
    {
        Multiplier = a.Quant!.Scale * b.Quant!.Scale / c.Quant.Scale,
        ZeroPointA = a.Quant.OwnZeroPoint,
        ZeroPointB = b.Quant.OwnZeroPoint,
        ZeroPointC = c.Quant.OwnZeroPoint,
    };

    private static ActivationSign SignOf(TensorInfo codes) => codes.Type == DataType.UInt8 ? ActivationSign.Unsigned : ActivationSign.Signed;
}
