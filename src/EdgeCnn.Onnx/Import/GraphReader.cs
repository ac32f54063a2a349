using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Import;

/// <summary>
/// Reads nodes in their order. Tensors keep ONNX's order of axes; an operator that wants NHWC brings its own transposes,
/// which <see cref="EdgeCnn.Graph.Passes.CancelTransposes"/> takes away again.
/// </summary>
internal sealed class GraphReader
{
    private readonly GraphProto proto;
    private readonly string source;
    private readonly OnnxImportOptions options;
    private readonly IReadOnlyDictionary<string, long> opsets;
    private readonly Dictionary<string, TensorProto> initializers = [];
    private readonly Dictionary<string, string> tensors = []; // ONNX's name to ours
    private readonly Dictionary<string, IReadOnlyList<TensorInfo>> sequences = [];
    private readonly HashSet<string> onnxNames;
    private readonly Dictionary<string, int> suffixes = []; // the last one that was tried
    private long room;

    public GraphReader(GraphProto proto, IReadOnlyDictionary<string, long> opsets, string source, OnnxImportOptions options, long maxComputedBytes)
    {
        (this.proto, this.opsets, this.source, this.options) = (proto, opsets, source, options);
        room = maxComputedBytes;
        Builder = new NetworkGraphBuilder(proto.Name.Length > 0 ? proto.Name : "onnx");
        foreach (TensorProto tensor in proto.Initializer)
        {
            if (!initializers.TryAdd(tensor.Name, tensor))
                throw new ModelFormatException(source, 0, $"two initializers are called '{tensor.Name}'. Export the model again.");
        }

        onnxNames = [.. initializers.Keys, .. proto.Input.Select(input => input.Name), .. proto.Node.SelectMany(node => node.Output)];
    }

    public NetworkGraphBuilder Builder { get; }

    public NetworkGraph Read()
    {
        CheckShapeNames();
        foreach (ValueInfoProto input in proto.Input.Where(input => !initializers.ContainsKey(input.Name)))
            AddInput(input);
        int index = 0;
        foreach (NodeProto node in proto.Node)
            OpTable.Import(new Emitter(this, new OnnxNode(node, OpsetOf(node.Domain), index++)));
        foreach (ValueInfoProto output in proto.Output)
            AddOutput(output.Name);
        return Builder.Build();
    }

    /// <summary>The tensor of that ONNX name.</summary>
    public TensorInfo Tensor(OnnxNode node, string onnxName)
    {
        if (tensors.TryGetValue(onnxName, out string? known))
            return Builder.Tensor(known);
        if (!initializers.TryGetValue(onnxName, out TensorProto? initializer))
            throw node.Unsupported(sequences.ContainsKey(onnxName) ? $"'{onnxName}' is a sequence, expected a tensor." : $"no tensor '{onnxName}' was written before this node.");
        return AddConstant(onnxName, initializer, node.Unsupported);
    }

    /// <summary>The values of a tensor that must be known when the model is loaded.</summary>
    public OnnxTensor Constant(OnnxNode node, string onnxName)
    {
        if (!tensors.TryGetValue(onnxName, out string? name) && initializers.TryGetValue(onnxName, out TensorProto? initializer))
            return OnnxTensor.Read(initializer, source);
        TensorInfo info = Tensor(node, onnxName);
        if (Builder.Constant(name!) is { } values)
            return new OnnxTensor(info.Type, info.Shape, values);
        OnnxTensorFile given = options.InputValues(onnxName)
            ?? throw node.Unsupported($"'{onnxName}' is computed or given at run time; this build must know it when the model is loaded.");
        if (given.Info.Type != info.Type || given.Info.Shape != info.Shape)
            throw node.Unsupported($"'{onnxName}' must be known when the model is loaded: expected {info.Type}{info.Shape}, got {given.Info.Type}{given.Info.Shape}. Give a value of the model's type and shape.");
        return new OnnxTensor(given.Info.Type, given.Info.Shape, given.Data);
    }

    /// <summary>Lets an ONNX name stand for a tensor.</summary>
    public void Bind(OnnxNode node, string onnxName, string tensor)
    {
        if (initializers.ContainsKey(onnxName) || sequences.ContainsKey(onnxName) || !tensors.TryAdd(onnxName, tensor))
            throw node.Unsupported($"'{onnxName}' is given twice.");
    }

    /// <summary>True if an ONNX name stands for something.</summary>
    public bool IsBound(string onnxName) => tensors.ContainsKey(onnxName) || initializers.ContainsKey(onnxName) || sequences.ContainsKey(onnxName);

    /// <summary>Takes the value of a Constant node as if it were an initializer.</summary>
    public void BindConstant(OnnxNode node, string onnxName, TensorProto tensor)
    {
        if (tensors.ContainsKey(onnxName) || !initializers.TryAdd(onnxName, tensor))
            throw node.Unsupported($"'{onnxName}' is given twice.");
    }

    /// <summary>A list of tensors, whose length and order are known when the model is loaded.</summary>
    public IReadOnlyList<TensorInfo> Sequence(OnnxNode node, string onnxName) =>
        sequences.TryGetValue(onnxName, out var list) ? list : throw node.Unsupported($"'{onnxName}' is not a sequence of tensors that this build can follow.");

    /// <summary>Lets an ONNX name stand for a list of tensors.</summary>
    public void BindSequence(OnnxNode node, string onnxName, IReadOnlyList<TensorInfo> list)
    {
        if (tensors.ContainsKey(onnxName) || !sequences.TryAdd(onnxName, list))
            throw node.Unsupported($"'{onnxName}' is given twice.");
    }

    /// <summary>A name that neither the file nor the graph has, made from another.</summary>
    public string FreshName(string like)
    {
        string name = like;
        while (Builder.Has(name) || onnxNames.Contains(name))
            name = $"{like}.{suffixes[like] = suffixes.GetValueOrDefault(like) + 1}";
        return name;
    }

    /// <summary>Counts the bytes of a constant that the file does not hold.</summary>
    public void TakeRoom(OnnxNode node, long bytes)
    {
        room -= bytes;
        if (room < 0)
            throw node.Unsupported($"constants that the model computes take more memory than is allowed ({bytes} bytes here). Raise MaxComputedBytes if the model is to be trusted.");
    }

    // A misspelt name would leave the wanted input as it is.
    private void CheckShapeNames()
    {
        string[] inputs = [.. proto.Input.Select(input => input.Name).Where(name => !initializers.ContainsKey(name))];
        string[] unknown = [.. options.InputShapes.Keys.Except(inputs).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
            throw new EdgeCnnException($"{source}: a shape is given for {Quoted(unknown)}, expected an input of the model: {Quoted(inputs)}. Give the shape by one of these names, or leave it out.", ExitCode.Usage);

        static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
    }

    private TensorInfo AddConstant(string onnxName, TensorProto initializer, Func<string, Exception> error)
    {
        OnnxTensor constant = OnnxTensor.Read(initializer, source);
        if (!constant.Shape.IsValid)
            throw error($"'{onnxName}' has no elements ({constant.Shape}), which is not supported.");
        tensors.Add(onnxName, onnxName);
        return Builder.AddConstant(new TensorInfo(onnxName, constant.Type, constant.Shape), constant.Data);
    }

    private long OpsetOf(string domain) => opsets.GetValueOrDefault(domain is "ai.onnx" ? "" : domain, 1);

    private void AddOutput(string name)
    {
        if (!tensors.ContainsKey(name) && initializers.TryGetValue(name, out TensorProto? constant))
            AddConstant(name, constant, detail => new ModelFormatException(source, 0, detail));
        if (!tensors.TryGetValue(name, out string? tensor))
            throw new ModelFormatException(source, 0, $"output '{name}' is written by no node. Export the model again.");
        TensorInfo info = Builder.Tensor(tensor);
        // An output of another name than ONNX's (an input or a constant passed on) gets a node of its own, which costs nothing.
        if (tensor != name || Builder.Producer(tensor) is null)
            tensor = Builder.Add(new ReshapeNode { Name = FreshName($"{name}.output"), Inputs = [tensor], Output = FreshOutput(name), Target = info.Shape }, info.Type, info.Quant).Name;
        Builder.AddOutput(tensor);
    }

    private string FreshOutput(string name) => Builder.Has(name) ? FreshName($"{name}.output") : name;

    private void AddInput(ValueInfoProto input)
    {
        var type = input.Type?.TensorType;
        DataType element = OnnxType.From(type?.ElemType ?? 0) ?? throw new ModelFormatException(source, 0, $"input '{input.Name}' is not a tensor of a type that this build knows ({OnnxType.NameOf(type?.ElemType ?? 0)}). Export the model with another type, for example float32.");
        Shape shape = options.InputShapes.TryGetValue(input.Name, out Shape given) ? given : ShapeOf(input.Name, type!.Shape);
        if (shape.Dims.Contains(0))
        {
            // Nothing can come in here: an empty list of axes, a region that is not used.
            var empty = new TensorProto { Name = input.Name, DataType = type!.ElemType, RawData = Google.Protobuf.ByteString.Empty };
            empty.Dims.AddRange(shape.Dims.Select(dim => (long)dim));
            initializers.Add(input.Name, empty);
            return;
        }

        if (type!.Shape is { } declared && !Fits(shape, declared))
            throw new ModelFormatException(source, 0, $"input '{input.Name}' cannot have the shape {shape}: expected [{string.Join(',', declared.Dim.Select(dim => dim.HasDimParam ? dim.DimParam : $"{dim.DimValue}"))}], as the model says. Give one that fits, or export the model with this one.");
        Builder.AddInput(new TensorInfo(input.Name, element, shape));
        tensors.Add(input.Name, input.Name);
    }

    private Shape ShapeOf(string name, TensorShapeProto? shape)
    {
        // What the caller has in hand says more than the file's open dimensions.
        bool open = shape is null || shape.Dim.Any(dim => dim.DimValue is <= 0 or > int.MaxValue);
        if (open && options.InputValues(name) is { } value)
            return value.Info.Shape;
        string hint = $"Give it with --input-shape {name}=1,3,224,224, to 'edgecnn import' where a command has no such option.";
        if (shape is null)
            throw new ModelFormatException(source, 0, $"input '{name}' has no shape. {hint}");
        // An open first dimension is the batch: one picture at a time.
        if (shape.Dim.Any(dim => dim is { HasDimValue: true, DimValue: 0 }))
            return new Shape([.. shape.Dim.Select(dim => (int)Math.Clamp(dim.DimValue, 0, int.MaxValue))]);
        var unknown = shape.Dim.Where((dim, axis) => dim.DimValue is <= 0 or > int.MaxValue && !(axis == 0 && !dim.HasDimValue && shape.Dim.Count > 1)).FirstOrDefault();
        if (unknown is not null)
            throw new ModelFormatException(source, 0, $"input '{name}' has a dimension that is not fixed: '{(unknown.HasDimParam ? unknown.DimParam : unknown.DimValue)}'. {hint}");
        return new Shape([.. shape.Dim.Select(dim => dim.DimValue > 0 ? (int)dim.DimValue : 1)]);
    }

    private static bool Fits(Shape shape, TensorShapeProto declared) =>
        shape.IsValid && shape.Rank == declared.Dim.Count && shape.Dims.Zip(declared.Dim).All(pair => pair.Second.DimValue <= 0 || pair.Second.DimValue == pair.First);
}
