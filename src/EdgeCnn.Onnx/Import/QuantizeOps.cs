using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>The operators of QDQ form.</summary>
internal static class QuantizeOps
{
    public static void QuantizeLinear(GraphReader reader, OnnxNode node)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        // Without a zero point ONNX means uint8 with zero point 0.
        OnnxTensor? zeroPoint = node.Has(2) ? reader.Constant(node, node.Input(2)) : null;
        QuantParams quant = Params(reader, node, zeroPoint, axis: -1);
        reader.Builder.Add(new QuantizeLinearNode { Name = node.Name, Inputs = [x.Name], Output = node.Output }, zeroPoint?.Type ?? DataType.UInt8, quant);
    }

    public static void DequantizeLinear(GraphReader reader, OnnxNode node)
    {
        string input = node.Input(0);
        OnnxTensor? zeroPoint = node.Has(2) ? reader.Constant(node, node.Input(2)) : null;
        if (!reader.IsConstant(input))
        {
            QuantParams given = Params(reader, node, zeroPoint, axis: -1);
            TensorInfo x = reader.Tensor(input);
            if (x.Quant is null || x.Quant.Scale != given.Scale || x.Quant.ZeroPoint != given.ZeroPoint)
                throw node.Unsupported($"dequantizes {x} with other parameters than it was quantized with, which is not supported.");
            reader.Builder.Add(new DequantizeLinearNode { Name = node.Name, Inputs = [x.Name], Output = node.Output });
            return;
        }

        OnnxTensor constant = reader.Constant(node, input);
        int axis = node.Int("axis", 1);
        bool perChannel = reader.Constant(node, node.Input(1)).Shape.Elements > 1;
        int rank = constant.Shape.Rank;
        reader.AddQuantized(node.Output, constant, Params(reader, node, zeroPoint, perChannel ? (axis < 0 ? axis + rank : axis) : -1));
    }

    private static QuantParams Params(GraphReader reader, OnnxNode node, OnnxTensor? zeroPoint, int axis)
    {
        if (axis < 0)
            _ = node.Int("axis", 1);
        OnnxTensor scale = reader.Constant(node, node.Input(1));
        if (scale.Type != DataType.Float32)
            throw node.Unsupported($"scale is {scale.Type}, only Float32 is supported.");
        float[] scales = scale.Values<float>().ToArray();
        if (axis < 0 && scales.Length != 1)
            throw node.Unsupported($"{scales.Length} scales for an activation are not supported, only 1.");
        int[] zeroPoints = zeroPoint?.Type switch
        {
            null => new int[scales.Length],
            DataType.UInt8 => [.. zeroPoint.Values<byte>().ToArray().Select(z => (int)z)],
            DataType.Int8 => [.. zeroPoint.Values<sbyte>().ToArray().Select(z => (int)z)],
            DataType.Int32 => zeroPoint.Values<int>().ToArray(),
            _ => throw node.Unsupported($"zero point is {zeroPoint.Type}, only 8-bit types and Int32 are supported."),
        };
        if (zeroPoints.Length != scales.Length)
            throw node.Unsupported($"{scales.Length} scales but {zeroPoints.Length} zero points.");
        return new QuantParams { Scales = [.. scales], ZeroPoints = [.. zeroPoints], Axis = axis };
    }
}
