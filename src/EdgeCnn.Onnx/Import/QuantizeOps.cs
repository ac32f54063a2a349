using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Between real numbers and codes.</summary>
internal static class QuantizeOps
{
    public static void QuantizeLinear(Emitter emit)
    {
        OnnxNode node = emit.Node;
        node.Ignore("saturate"); // Of float8 only.
        node.Require("precision", 0);
        int output = node.Int("output_dtype", 0), block = node.Int("block_size", 0), axis = node.Int("axis", 1);
        TensorInfo x = emit.Input(0);
        OnnxTensor scale = emit.Constant(1);
        OnnxTensor? zeroPoint = node.Has(2) ? emit.Constant(2) : null;
        // Without a zero point ONNX means uint8 with zero point 0.
        DataType type = zeroPoint?.Type ?? (output == 0 ? DataType.UInt8 : Wire.OnnxType.From(output) ?? throw node.Unsupported($"attribute output_dtype = {Wire.OnnxType.NameOf(output)} is not supported."));
        if (!type.IsCode())
            throw node.Unsupported($"codes of {type} are not supported, only 8-bit types.");
        if (block == 0)
        {
            emit.Result(Quantize(emit, x, type, Params(node, x.Shape, scale, zeroPoint, axis)));
            return;
        }

        TensorInfo scales = Blocks(emit, scale, x.Shape, axis, block);
        TensorInfo codes = emit.Unary(UnaryKind.Round, emit.Binary(BinaryKind.Div, x, scales));
        if (zeroPoint is not null)
            codes = emit.Binary(BinaryKind.Add, codes, emit.Cast(Blocks(emit, zeroPoint, x.Shape, axis, block), DataType.Float32));
        emit.Result(emit.Cast(emit.Unary(UnaryKind.Clip, codes, type.MinCode(), type.MaxCode()), type));
    }

    public static void DequantizeLinear(Emitter emit)
    {
        OnnxNode node = emit.Node;
        int output = node.Int("output_dtype", 0), block = node.Int("block_size", 0), axis = node.Int("axis", 1);
        if (output is not (0 or Wire.OnnxType.Float))
            throw node.Unsupported($"attribute output_dtype = {Wire.OnnxType.NameOf(output)} is not supported, only FLOAT.");
        TensorInfo x = emit.Input(0);
        OnnxTensor scale = emit.Constant(1);
        OnnxTensor? zeroPoint = node.Has(2) ? emit.Constant(2) : null;
        if (block == 0)
        {
            emit.Result(emit.Dequantize(WithParams(emit, x, Params(node, x.Shape, scale, zeroPoint, axis))));
            return;
        }

        TensorInfo real = emit.Cast(x, DataType.Float32);
        if (zeroPoint is not null)
            real = emit.Binary(BinaryKind.Sub, real, emit.Cast(Blocks(emit, zeroPoint, x.Shape, axis, block), DataType.Float32));
        emit.Result(emit.Binary(BinaryKind.Mul, real, Blocks(emit, scale, x.Shape, axis, block)));
    }

    /// <summary>uint8 codes over the range of the values that come, 0 included.</summary>
    public static void DynamicQuantizeLinear(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int[] all = [.. Enumerable.Range(0, x.Shape.Rank)];
        TensorInfo most = emit.Binary(BinaryKind.Max, emit.Reduce(ReduceKind.Max, x, all, keepDims: false), 0);
        TensorInfo least = emit.Binary(BinaryKind.Min, emit.Reduce(ReduceKind.Min, x, all, keepDims: false), 0);
        TensorInfo scale = emit.Binary(BinaryKind.Div, emit.Binary(BinaryKind.Sub, most, least), 255);
        TensorInfo zero = emit.Unary(UnaryKind.Round, emit.Unary(UnaryKind.Clip, emit.Binary(BinaryKind.Div, emit.Unary(UnaryKind.Neg, least), scale), 0, 255));
        TensorInfo codes = emit.Binary(BinaryKind.Add, emit.Unary(UnaryKind.Round, emit.Binary(BinaryKind.Div, x, scale)), zero);
        emit.Result(emit.Cast(emit.Unary(UnaryKind.Clip, codes, 0, 255), DataType.UInt8));
        emit.Result(scale, 1);
        emit.Result(emit.Cast(zero, DataType.UInt8), 2);
    }

    /// <summary>Codes of real numbers.</summary>
    public static TensorInfo Quantize(Emitter emit, TensorInfo x, DataType type, QuantParams quant) =>
        emit.Add(new QuantizeLinearNode { Name = "", Inputs = [x.Name], Output = "" }, type, quant);

    /// <summary>A tensor of codes with its meaning, which must not contradict what is known.</summary>
    public static TensorInfo WithParams(Emitter emit, TensorInfo codes, QuantParams quant)
    {
        if (codes.Type is not (DataType.UInt8 or DataType.Int8 or DataType.Int32))
            throw emit.Node.Unsupported($"{codes} cannot be codes.");
        if (codes.Type == DataType.Int32 && quant.ZeroPoints.Any(zero => zero != 0))
            throw emit.Node.Unsupported("Int32 with a zero point other than 0 is not supported.");
        if (codes.Quant is { } known)
        {
            if (known.Axis == quant.Axis && known.Scales.SequenceEqual(quant.Scales) && known.ZeroPoints.SequenceEqual(quant.ZeroPoints))
                return codes;
            // A constant may be read with other parameters; it is another tensor then.
            return emit.Reader.Builder.Constant(codes.Name) is { } values
                ? emit.Constant(codes.Type, codes.Shape, values, quant)
                : throw emit.Node.Unsupported($"{codes} is read with other parameters than it was written with, which is not supported.");
        }

        // Codes that were only moved until here mean the same before.
        for (string at = codes.Name; emit.Reader.Builder.Tensor(at).Quant is null;)
        {
            emit.Reader.Builder.SetQuant(at, quant);
            if (quant.Axis >= 0 || emit.Reader.Builder.Producer(at) is not (TransposeNode or ReshapeNode or MaxPoolNode or SliceNode or PadNode or TileNode or ExpandNode) || emit.Reader.Builder.Producer(at) is not { } move)
                break;
            at = move.Inputs[0];
        }

        return emit.Reader.Builder.Tensor(codes.Name);
    }

    /// <summary>Scales and zero points as ONNX gives them: one pair, or one for each index of an axis.</summary>
    public static QuantParams Params(OnnxNode node, Shape shape, OnnxTensor scale, OnnxTensor? zeroPoint, int axis = 1)
    {
        if (scale.Type != DataType.Float32 || scale.Shape.Rank > 1)
            throw node.Unsupported($"scales of {scale.Type}{scale.Shape} are not supported, only one Float32 or a list.");
        float[] scales = scale.Values<float>().ToArray();
        int[] zeroPoints = zeroPoint is null ? new int[scales.Length] : [.. zeroPoint.Integers().Select(zero => (int)Math.Clamp(zero, int.MinValue, int.MaxValue))];
        // A list of zero points makes one scale as many; both occur.
        if (scales.Length == 1 && zeroPoints.Length > 1)
            scales = [.. Enumerable.Repeat(scales[0], zeroPoints.Length)];
        if (zeroPoints.Length == 1 && scales.Length > 1)
            zeroPoints = [.. Enumerable.Repeat(zeroPoints[0], scales.Length)];
        if (zeroPoints.Length != scales.Length || scales.Length == 0 || scales.Any(s => !float.IsFinite(s) || s <= 0))
            throw node.Unsupported($"{scales.Length} scales and {zeroPoints.Length} zero points, or a scale that is not a positive number.");
        return new QuantParams { Scales = [.. scales], ZeroPoints = [.. zeroPoints], Axis = scales.Length == 1 ? -1 : node.Axis(axis, shape.Rank) };
    }

    // One value for each block along an axis, repeated to the tensor's shape.
    private static TensorInfo Blocks(Emitter emit, OnnxTensor values, Shape shape, int axis, int block)
    {
        axis = emit.Node.Axis(axis, shape.Rank);
        Shape s = values.Shape;
        if (block < 0 || s.Rank != shape.Rank || !s.IsValid || (long)s[axis] * block < shape[axis] || (s[axis] - 1L) * block >= shape[axis] || !s.Dims.RemoveAt(axis).SequenceEqual(shape.Dims.RemoveAt(axis)))
            throw emit.Node.Unsupported($"values {s} in blocks of {block} along axis {axis} do not fit {shape}.");
        TensorInfo each = emit.Reshape(emit.Constant(values.Type, s, values.Data), new Shape([.. s.Dims.Insert(axis + 1, 1)]));
        TensorInfo repeated = emit.Reshape(emit.Expand(each, new Shape([.. s.Dims.Insert(axis + 1, block)])), new Shape([.. s.Dims.SetItem(axis, s[axis] * block)]));
        return emit.Slice(repeated, axis, 0, shape[axis]);
    }
}
