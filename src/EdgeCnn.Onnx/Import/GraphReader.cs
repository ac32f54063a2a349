using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Import;

/// <summary>
/// Reads nodes in their order. Every rank-4 activation is kept as NHWC under its ONNX name; constants are laid out by the
/// node that uses them, since only it knows what their axes mean.
/// </summary>
internal sealed class GraphReader
{
    private readonly GraphProto proto;
    private readonly long opset;
    private readonly string source;
    private readonly Dictionary<string, TensorProto> initializers;
    private readonly Dictionary<string, QuantizedConstant> quantized = [];
    private readonly Dictionary<string, string> names = [];

    public GraphReader(GraphProto proto, long opset, string source)
    {
        this.proto = proto;
        this.opset = opset;
        this.source = source;
        Builder = new NetworkGraphBuilder(proto.Name.Length > 0 ? proto.Name : "onnx");
        initializers = [];
        foreach (TensorProto tensor in proto.Initializer)
        {
            if (!initializers.TryAdd(tensor.Name, tensor))
                throw new ModelFormatException(source, 0, $"two initializers are called '{tensor.Name}'.");
        }
    }

    public NetworkGraphBuilder Builder { get; }

    public NetworkGraph Read()
    {
        foreach (ValueInfoProto input in proto.Input.Where(input => !initializers.ContainsKey(input.Name)))
            AddInput(input);
        int index = 0;
        foreach (NodeProto node in proto.Node)
            OpTable.Import(this, new OnnxNode(node, opset, index++));
        foreach (ValueInfoProto output in proto.Output)
            Builder.AddOutput(Tensor(output.Name).Name);
        return Builder.Build();
    }

    /// <summary>The activation of that ONNX name.</summary>
    public TensorInfo Tensor(string onnxName) => Builder.Tensor(names.GetValueOrDefault(onnxName, onnxName));

    /// <summary>Lets another ONNX name stand for the same tensor.</summary>
    public void Alias(string onnxName, string tensor) => names[onnxName] = tensor;

    /// <summary>True if the name is a constant, plain or behind a DequantizeLinear.</summary>
    public bool IsConstant(string onnxName) => initializers.ContainsKey(onnxName) || quantized.ContainsKey(onnxName);

    /// <summary>Takes the value of a Constant node as if it were an initializer.</summary>
    public void AddInitializer(OnnxNode node, string onnxName, TensorProto tensor)
    {
        if (!initializers.TryAdd(onnxName, tensor))
            throw node.Unsupported($"'{onnxName}' is given twice.");
    }

    /// <summary>The constant of that name.</summary>
    public OnnxTensor Constant(OnnxNode node, string onnxName) => initializers.TryGetValue(onnxName, out var tensor)
        ? OnnxTensor.Read(tensor, source)
        : throw node.Unsupported($"'{onnxName}' must be a constant.");

    /// <summary>Remembers the result of a DequantizeLinear on a constant until a node says how it wants it.</summary>
    public void AddQuantized(string onnxName, OnnxTensor tensor, QuantParams quant) => quantized.Add(onnxName, new QuantizedConstant(tensor, quant));

    /// <summary>Adds a layer's weights or bias, its axes in our order; a quantized one with its DequantizeLinear.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="onnxName">The constant.</param>
    /// <param name="role">Part of the tensor's name.</param>
    /// <param name="permutation">Axis i of the result is axis permutation[i] of ONNX's; empty to keep them.</param>
    /// <param name="dropLastAxis">True to leave out a last axis of size 1.</param>
    /// <returns>The float tensor to read.</returns>
    public string AddConstant(OnnxNode node, string onnxName, string role, int[] permutation, bool dropLastAxis = false)
    {
        bool isQuantized = quantized.TryGetValue(onnxName, out var constant);
        OnnxTensor tensor = isQuantized ? constant!.Tensor : Constant(node, onnxName);
        if (!isQuantized && tensor.Type != DataType.Float32)
            throw node.Unsupported($"'{onnxName}' is {tensor.Type}, expected Float32 or a dequantized constant.");
        if (permutation.Length > 0 && tensor.Shape.Rank != permutation.Length)
            throw node.Unsupported($"'{onnxName}' has shape {tensor.Shape}, expected {permutation.Length} axes.");
        QuantParams? quant = constant?.Quant;
        if (permutation.Length > 0)
        {
            tensor = tensor.Permuted(permutation);
            quant = quant is { Axis: >= 0 } ? quant with { Axis = Array.IndexOf(permutation, quant.Axis) } : quant;
        }

        if (dropLastAxis && tensor.Shape[-1] == 1)
            tensor = tensor with { Shape = new Shape([.. tensor.Shape.Dims[..^1]]) };

        // One ONNX constant may serve two layers, so ours is named for the layer.
        string name = $"{node.Name}.{role}";
        Builder.AddConstant(new TensorInfo(name, tensor.Type, tensor.Shape, quant), tensor.Data);
        if (!isQuantized)
            return name;
        return Builder.Add(new DequantizeLinearNode { Name = $"{name}.dequantize", Inputs = [name], Output = $"{name}.real" }).Name;
    }

    private void AddInput(ValueInfoProto input)
    {
        var type = input.Type?.TensorType;
        if (type is null || type.ElemType != OnnxType.Float || type.Shape is null)
            throw new ModelFormatException(source, 0, $"input '{input.Name}' must be a Float32 tensor with a shape.");
        // An open first dimension is the batch: one picture at a time.
        var open = type.Shape.Dim.Where((dim, axis) => dim.DimValue is <= 0 or > int.MaxValue && !(axis == 0 && dim.HasDimParam && type.Shape.Dim.Count > 1)).FirstOrDefault();
        if (open is not null)
            throw new ModelFormatException(source, 0, $"input '{input.Name}' has a dimension that is not fixed: '{open.DimParam}'. Export the model with fixed sizes.");
        int[] dims = [.. type.Shape.Dim.Select(dim => dim.HasDimParam ? 1 : (int)dim.DimValue)];
        Builder.AddInput(new TensorInfo(input.Name, DataType.Float32, dims.Length == 4 ? new Shape(dims[0], dims[2], dims[3], dims[1]) : new Shape(dims)));
    }

    private sealed record QuantizedConstant(OnnxTensor Tensor, QuantParams Quant);
}
