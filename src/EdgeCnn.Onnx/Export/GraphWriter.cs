using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>
/// Nodes and tensors of one graph. Activations turn from NHWC to NCHW; an 8-bit activation becomes the float tensor behind
/// a QuantizeLinear, DequantizeLinear pair, which is what ONNX calls QDQ.
/// </summary>
internal sealed class GraphWriter(NetworkGraph graph)
{
    private readonly GraphProto proto = new() { Name = graph.Name };

    public GraphProto Write()
    {
        foreach (string input in graph.Inputs)
        {
            TensorInfo info = graph.Tensor(input);
            proto.Input.Add(ValueInfo(info, input));
            if (info.Type.IsCode())
                AddQuantizePair(info, input);
        }

        foreach (Node node in graph.Nodes)
            Add(node);
        foreach (string output in graph.Outputs)
            proto.Output.Add(ValueInfo(graph.Tensor(output), Real(output)));
        return proto;
    }

    private void Add(Node node)
    {
        TensorInfo output = graph.Tensor(node.Output);
        // What the node itself writes, in float; behind it come ReLU and the QDQ pair, as far as there are any.
        ActivationKind activation = node switch
        {
            LinearNode linear => linear.Activation,
            AddNode add => add.Activation,
            _ => ActivationKind.None,
        };
        string before = output.Type.IsCode() ? $"{node.Output}_float" : node.Output;
        string result = activation != ActivationKind.None ? $"{node.Output}_linear" : before;
        switch (node)
        {
            case Conv2dNode conv:
                AddConv(conv, result);
                break;
            case DenseNode dense:
                AddGemm(dense, result);
                break;
            case MaxPoolNode pool:
                Emit("MaxPool", node.Name, [Real(node.Inputs[0])], result, [Ints("kernel_shape", pool.KernelH, pool.KernelW), .. WindowAttributes(pool.Window)]);
                break;
            case DepthwiseConv2dNode depthwise:
                AddDepthwise(depthwise, result);
                break;
            case AddNode:
                Emit("Add", node.Name, [.. node.Inputs.Select(Real)], result);
                break;
            case ConcatNode:
                Emit("Concat", node.Name, [.. node.Inputs.Select(Real)], result, [Int("axis", output.Shape.Rank == 4 ? 1 : -1)]);
                break;
            case GlobalAveragePoolNode:
                Emit("GlobalAveragePool", node.Name, [Real(node.Inputs[0])], result);
                break;
            case ActivationNode { Kind: not ActivationKind.None } function:
                AddActivation(function.Kind, node.Name, Real(node.Inputs[0]), result);
                break;
            case ReshapeNode when FlattensBeforeDense(node):
                Emit("Flatten", node.Name, [Real(node.Inputs[0])], result, [Int("axis", 1)]);
                break;
            case SoftmaxNode:
                Emit("Softmax", node.Name, [Real(node.Inputs[0])], result, [Int("axis", -1)]);
                break;
            case QuantizeLinearNode:
                AddQuantizePair(output, Real(node.Inputs[0]));
                return;
            case DequantizeLinearNode:
                Emit("Identity", node.Name, [Real(node.Inputs[0])], result);
                break;
            default:
                throw new GraphException(node.Label, $"has no ONNX form in this build (output {output}).");
        }

        if (activation != ActivationKind.None)
            AddActivation(activation, $"{node.Name}_{activation.ToString().ToLowerInvariant()}", result, before);
        if (output.Type.IsCode())
            AddQuantizePair(output, before);
    }

    private void AddConv(Conv2dNode conv, string result)
    {
        TensorInfo weights = graph.Tensor(conv.Inputs[1]);
        Shape s = weights.Shape;
        ReadOnlySpan<byte> oihw = AxisOrder.Permute(graph.Constants[weights.Name].Span, s, weights.Type.SizeBytes(), [0, 3, 1, 2]);
        string[] inputs = [Real(conv.Inputs[0]), AddConstant(weights with { Shape = new Shape(s[0], s[3], s[1], s[2]) }, oihw), .. Bias(conv)];
        Emit("Conv", conv.Name, inputs, result, [Ints("kernel_shape", s[1], s[2]), Int("group", 1), .. WindowAttributes(conv.Window)]);
    }

    private void AddDepthwise(DepthwiseConv2dNode conv, string result)
    {
        TensorInfo weights = graph.Tensor(conv.Inputs[1]);
        Shape s = weights.Shape;
        ReadOnlySpan<byte> ihw = AxisOrder.Permute(graph.Constants[weights.Name].Span, s, weights.Type.SizeBytes(), [2, 0, 1]);
        TensorInfo oihw = weights with { Shape = new Shape(s[2], 1, s[0], s[1]), Quant = weights.Quant is { Axis: >= 0 } quant ? quant with { Axis = 0 } : weights.Quant };
        Emit("Conv", conv.Name, [Real(conv.Inputs[0]), AddConstant(oihw, ihw), .. Bias(conv)], result, [Ints("kernel_shape", s[0], s[1]), Int("group", s[2]), .. WindowAttributes(conv.Window)]);
    }

    private void AddActivation(ActivationKind kind, string name, string input, string result)
    {
        if (kind == ActivationKind.Relu)
        {
            Emit("Relu", name, [input], result);
            return;
        }

        var (minimum, maximum) = kind.Bounds();
        AddInitializer($"{name}_min", OnnxType.Float, default, BitConverter.GetBytes(minimum));
        AddInitializer($"{name}_max", OnnxType.Float, default, BitConverter.GetBytes(maximum));
        Emit("Clip", name, [input, $"{name}_min", $"{name}_max"], result);
    }

    private void AddGemm(DenseNode dense, string result)
    {
        TensorInfo weights = graph.Tensor(dense.Inputs[1]);
        ReadOnlySpan<byte> values = graph.Constants[weights.Name].Span;
        // Flatten gives ONNX's order C, H, W; the columns follow it.
        if (graph.Producer(dense.Inputs[0]) is ReshapeNode flatten && graph.Tensor(flatten.Inputs[0]).Shape is { Rank: 4 } map)
            values = AxisOrder.Permute(values, new Shape(weights.Shape[0], map[1], map[2], map[3]), weights.Type.SizeBytes(), [0, 3, 1, 2]);
        string[] inputs = [Real(dense.Inputs[0]), AddConstant(weights, values), .. Bias(dense)];
        Emit("Gemm", dense.Name, inputs, result, [Int("transB", 1)]);
    }

    private string[] Bias(LinearNode node) =>
        node.Inputs.Length < 3 ? [] : [AddConstant(graph.Tensor(node.Inputs[2]), graph.Constants[node.Inputs[2]].Span)];

    private bool FlattensBeforeDense(Node node)
    {
        Shape from = graph.Tensor(node.Inputs[0]).Shape, to = graph.Tensor(node.Output).Shape;
        return to.Rank == 2 && to[0] == from[0] && (from.Rank == 2 || graph.Consumers(node.Output).All(consumer => consumer is DenseNode)) && !graph.Outputs.Contains(node.Output);
    }

    // The float tensor that stands for a tensor of the graph.
    private string Real(string tensor) => graph.Tensor(tensor).Type.IsCode() ? $"{tensor}_dq" : tensor;

    private string AddConstant(TensorInfo info, ReadOnlySpan<byte> values)
    {
        AddInitializer(info.Name, OnnxType.Of(info.Type), info.Shape, values);
        if (info.Quant is not { } quant)
            return info.Name;
        AddQuantParams(info.Name, quant, info.Type);
        // ONNX has no zero points for int32.
        string[] inputs = info.Type == DataType.Int32 ? [info.Name, $"{info.Name}_scale"] : [info.Name, $"{info.Name}_scale", $"{info.Name}_zero_point"];
        Emit("DequantizeLinear", $"{info.Name}_dequantize", inputs, $"{info.Name}_dq", quant.Axis < 0 ? [] : [Int("axis", quant.Axis)]);
        return $"{info.Name}_dq";
    }

    private void AddQuantizePair(TensorInfo info, string real)
    {
        AddQuantParams(info.Name, info.Quant!, info.Type);
        Emit("QuantizeLinear", $"{info.Name}_quantize", [real, $"{info.Name}_scale", $"{info.Name}_zero_point"], $"{info.Name}_q");
        Emit("DequantizeLinear", $"{info.Name}_dequantize", [$"{info.Name}_q", $"{info.Name}_scale", $"{info.Name}_zero_point"], $"{info.Name}_dq");
    }

    private void AddQuantParams(string name, QuantParams quant, DataType type)
    {
        Shape shape = quant.Axis < 0 ? default : new Shape(quant.Scales.Length);
        AddInitializer($"{name}_scale", OnnxType.Float, shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes(quant.Scales.AsSpan()));
        if (type != DataType.Int32)
            AddInitializer($"{name}_zero_point", OnnxType.Of(type), shape, quant.ZeroPoints.Select(z => (byte)z).ToArray());
    }

    private void AddInitializer(string name, int type, Shape shape, ReadOnlySpan<byte> values)
    {
        var tensor = new TensorProto { Name = name, DataType = type, RawData = Google.Protobuf.ByteString.CopyFrom(values) };
        tensor.Dims.AddRange(shape.Dims.Select(d => (long)d));
        proto.Initializer.Add(tensor);
    }

    private void Emit(string op, string name, string[] inputs, string output, AttributeProto[]? attributes = null)
    {
        var node = new NodeProto { OpType = op, Name = name };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes ?? []);
        proto.Node.Add(node);
    }

    private static AttributeProto[] WindowAttributes(Window window) =>
    [
        Ints("pads", window.PadTop, window.PadLeft, window.PadBottom, window.PadRight),
        Ints("strides", window.StrideH, window.StrideW),
        Ints("dilations", window.DilationH, window.DilationW),
    ];

    private static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Ints(string name, params int[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(value => (long)value));
        return attribute;
    }

    private static ValueInfoProto ValueInfo(TensorInfo info, string name)
    {
        var shape = new TensorShapeProto();
        Shape s = info.Shape;
        foreach (int d in s.Rank == 4 ? [s[0], s[3], s[1], s[2]] : s.Dims.ToArray())
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = d });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxType.Float, Shape = shape } },
        };
    }
}
