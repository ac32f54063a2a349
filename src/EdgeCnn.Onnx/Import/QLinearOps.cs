using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>
/// Operators on codes. Those that give codes are read as DequantizeLinear, operator, QuantizeLinear, which
/// <see cref="EdgeCnn.Graph.Passes.FuseQuantization"/> makes one operator again by the written rules; those that give sums
/// work on the codes as they are.
/// </summary>
internal static class QLinearOps
{
    public static void Conv(Emitter emit)
    {
        TensorInfo x = Real(emit, 0), w = Real(emit, 3, axis: 0, weights: true);
        TensorInfo? bias = emit.Node.Has(8) ? Bias(emit, 8, x, w) : null;
        Quantized(emit, ConvOps.Read(emit, x, w, bias), 6);
    }

    public static void MatMul(Emitter emit) => Quantized(emit, DenseOps.MatMul(emit, Real(emit, 0), Real(emit, 3, axis: 1, weights: true)), 6);

    public static void ConvInteger(Emitter emit)
    {
        TensorInfo x = Codes(emit, 0, 2, -1), w = Codes(emit, 1, 3, 0);
        emit.Result(ConvOps.Read(emit, x, w, null, DataType.Int32));
    }

    public static void MatMulInteger(Emitter emit)
    {
        TensorInfo a = Codes(emit, 0, 2, -1), b = Codes(emit, 1, 3, 1);
        if (!DenseOps.IsWeights(emit, b))
            throw emit.Node.Unsupported($"'{emit.Node.Input(1)}' must be a constant.");
        emit.Result(DenseOps.MatMul(emit, a, b, DataType.Int32));
    }

    /// <summary>A function of two values: A and B with their parameters, then the result's.</summary>
    public static Action<Emitter> Binary(BinaryKind kind) => emit =>
    {
        TensorInfo a = Real(emit, 0), b = Real(emit, 3);
        bool join = kind == BinaryKind.Add && a.Shape == b.Shape;
        Quantized(emit, join ? emit.Add(new AddNode { Name = "", Inputs = [a.Name, b.Name], Output = "" }, DataType.Float32) : emit.Binary(kind, a, b), 6);
    };

    public static void Concat(Emitter emit)
    {
        TensorInfo[] inputs = [.. Enumerable.Range(0, (emit.Node.Inputs.Count - 2) / 3).Select(i => Real(emit, 2 + (3 * i)))];
        if (inputs.Length == 0)
            throw emit.Node.Unsupported("nothing to put side by side.");
        Quantized(emit, emit.Concat(inputs, emit.Node.Axis(emit.Node.Int("axis", 1), inputs[0].Shape.Rank)), 0);
    }

    public static void LeakyRelu(Emitter emit)
    {
        float alpha = emit.Node.Float("alpha", 0.01f);
        Quantized(emit, emit.Unary(UnaryKind.LeakyRelu, Real(emit, 0), alpha), 3);
    }

    public static void Sigmoid(Emitter emit) => Quantized(emit, emit.Unary(UnaryKind.Sigmoid, Real(emit, 0)), 3);

    public static void Softmax(Emitter emit)
    {
        TensorInfo x = Real(emit, 0);
        int axis = emit.Node.Axis(emit.Node.Int("axis", -1), x.Shape.Rank);
        // The opset whose Softmax is meant: along one axis since 13.
        if (emit.Node.Int("opset", 13) < 13 && axis != x.Shape.Rank - 1)
            throw emit.Node.Unsupported($"softmax over all axes from {axis} on is not supported.");
        Quantized(emit, emit.Softmax(x, axis), 3);
    }

    public static void GlobalAveragePool(Emitter emit)
    {
        emit.Node.Require("channels_last", 0);
        TensorInfo x = Real(emit, 0);
        Quantized(emit, emit.Reduce(ReduceKind.Mean, x, [.. Enumerable.Range(2, Math.Max(x.Shape.Rank - 2, 0))]), 3);
    }

    public static void AveragePool(Emitter emit)
    {
        emit.Node.Require("channels_last", 0);
        Quantized(emit, PoolOps.AverageOf(emit, Real(emit, 0)), 3);
    }

    /// <summary>α·A'·B' + C with codes for A and B, sums for C, and codes or real numbers as the result.</summary>
    public static void Gemm(Emitter emit)
    {
        OnnxNode node = emit.Node;
        bool transposeA = node.Flag("transA"), transposeB = node.Flag("transB");
        float alpha = node.Float("alpha", 1);
        if (alpha != 1)
            throw node.Unsupported($"attribute alpha = {alpha} is not supported, only 1.");
        TensorInfo a = Real(emit, 0), b = Real(emit, 3, axis: transposeB ? 0 : 1, weights: true);
        TensorInfo weights = transposeB ? b : emit.Transpose(b, 1, 0);
        TensorInfo? bias = node.Has(6) ? Bias(emit, 6, a, weights) : null;
        string[] rest = bias is null ? [] : [bias.Name];
        TensorInfo y = emit.Add(new DenseNode { Name = "", Inputs = [transposeA ? emit.Transpose(a, 1, 0).Name : a.Name, weights.Name, .. rest], Output = "" }, DataType.Float32);
        if (node.Has(7))
            Quantized(emit, y, 7);
        else
            emit.Result(y);
    }

    // The real numbers behind codes at an input, whose scale and zero point are the next two.
    private static TensorInfo Real(Emitter emit, int index, int axis = 1, bool weights = false)
    {
        TensorInfo codes = weights ? emit.Weights(index) : emit.Input(index);
        return emit.Dequantize(QuantizeOps.WithParams(emit, codes, QuantizeOps.Params(emit.Node, codes.Shape, emit.Constant(index + 1), emit.Node.Has(index + 2) ? emit.Constant(index + 2) : null, axis)));
    }

    // Codes whose scale does not matter.
    private static TensorInfo Codes(Emitter emit, int index, int zeroPoint, int axis)
    {
        TensorInfo codes = axis < 0 ? emit.Input(index) : emit.Weights(index);
        OnnxTensor one = new(DataType.Float32, new Shape(), BitConverter.GetBytes(1f));
        return QuantizeOps.WithParams(emit, codes, QuantizeOps.Params(emit.Node, codes.Shape, one, emit.Node.Has(zeroPoint) ? emit.Constant(zeroPoint) : null, Math.Max(axis, 0)));
    }

    // Sums are of scale s_x·s_w.
    private static TensorInfo Bias(Emitter emit, int index, TensorInfo x, TensorInfo weights)
    {
        QuantParams input = emit.Reader.Builder.Tensor(emit.Reader.Builder.Producer(x.Name)!.Inputs[0]).Quant!;
        QuantParams w = emit.CodesOf(weights)?.Quant ?? throw emit.Node.Unsupported("a bias wants constant weights.");
        OnnxTensor values = emit.Constant(index);
        if (values.Type != DataType.Int32)
            throw emit.Node.Unsupported($"bias of {values.Type} is not supported, only Int32.");
        var quant = new QuantParams { Scales = [.. w.Scales.Select(scale => input.Scale * scale)], ZeroPoints = [.. new int[w.Scales.Length]], Axis = w.Scales.Length == 1 ? -1 : 0 };
        return emit.Dequantize(emit.Constant(values.Type, new Shape(values.Shape.Elements), values.Data, quant));
    }

    // Codes of the result, whose scale and zero point are two inputs.
    private static void Quantized(Emitter emit, TensorInfo real, int scale)
    {
        OnnxTensor? zeroPoint = emit.Node.Has(scale + 1) ? emit.Constant(scale + 1) : null;
        QuantParams quant = QuantizeOps.Params(emit.Node, real.Shape, emit.Constant(scale), zeroPoint);
        if (quant.Axis >= 0)
            throw emit.Node.Unsupported("a result with one scale for each channel is not supported.");
        emit.Result(QuantizeOps.Quantize(emit, real, zeroPoint?.Type ?? DataType.UInt8, quant));
    }
}
