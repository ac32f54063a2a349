using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Every ONNX operator that this build reads.</summary>
internal static class OpTable
{
    private static readonly Dictionary<string, Action<Emitter>> Onnx = new()
    {
        // Layers
        ["Conv"] = ConvOps.Conv,
        ["ConvTranspose"] = ConvOps.ConvTranspose,
        ["ConvInteger"] = QLinearOps.ConvInteger,
        ["QLinearConv"] = QLinearOps.Conv,
        ["Gemm"] = DenseOps.Gemm,
        ["MatMul"] = DenseOps.MatMul,
        ["MatMulInteger"] = QLinearOps.MatMulInteger,
        ["QLinearMatMul"] = QLinearOps.MatMul,

        // Pooling
        ["MaxPool"] = PoolOps.MaxPool,
        ["AveragePool"] = PoolOps.AveragePool,
        ["LpPool"] = PoolOps.LpPool,
        ["GlobalAveragePool"] = PoolOps.GlobalAveragePool,
        ["GlobalMaxPool"] = PoolOps.GlobalMaxPool,
        ["GlobalLpPool"] = PoolOps.GlobalLpPool,

        // Normalization
        ["BatchNormalization"] = NormOps.BatchNormalization,
        ["InstanceNormalization"] = NormOps.InstanceNormalization,
        ["LayerNormalization"] = NormOps.LayerNormalization,
        ["GroupNormalization"] = NormOps.GroupNormalization,
        ["LpNormalization"] = NormOps.LpNormalization,
        ["LRN"] = NormOps.Lrn,

        // Functions of one value
        ["Relu"] = FunctionOps.Relu,
        ["Clip"] = FunctionOps.Clip,
        ["Gelu"] = FunctionOps.Gelu,
        ["Abs"] = FunctionOps.Plain(UnaryKind.Abs),
        ["Neg"] = FunctionOps.Plain(UnaryKind.Neg),
        ["Exp"] = FunctionOps.Plain(UnaryKind.Exp),
        ["Log"] = FunctionOps.Plain(UnaryKind.Log),
        ["Sqrt"] = FunctionOps.Plain(UnaryKind.Sqrt),
        ["Reciprocal"] = FunctionOps.Plain(UnaryKind.Reciprocal),
        ["Floor"] = FunctionOps.Plain(UnaryKind.Floor),
        ["Ceil"] = FunctionOps.Plain(UnaryKind.Ceil),
        ["Round"] = FunctionOps.Plain(UnaryKind.Round),
        ["Sign"] = FunctionOps.Plain(UnaryKind.Sign),
        ["Erf"] = FunctionOps.Plain(UnaryKind.Erf),
        ["Not"] = FunctionOps.Plain(UnaryKind.Not),
        ["Sigmoid"] = FunctionOps.Plain(UnaryKind.Sigmoid),
        ["Tanh"] = FunctionOps.Plain(UnaryKind.Tanh),
        ["Mish"] = FunctionOps.Plain(UnaryKind.Mish),
        ["Softplus"] = FunctionOps.Plain(UnaryKind.Softplus),
        ["Softsign"] = FunctionOps.Plain(UnaryKind.Softsign),
        ["HardSwish"] = FunctionOps.Plain(UnaryKind.HardSwish),
        ["Swish"] = FunctionOps.With(UnaryKind.Swish, ("alpha", 1)),
        ["LeakyRelu"] = FunctionOps.With(UnaryKind.LeakyRelu, ("alpha", 0.01f)),
        ["Elu"] = FunctionOps.With(UnaryKind.Elu, ("alpha", 1)),
        ["Celu"] = FunctionOps.With(UnaryKind.Celu, ("alpha", 1)),
        ["Selu"] = FunctionOps.With(UnaryKind.Selu, ("alpha", 1.67326319217681884765625f), ("gamma", 1.05070102214813232421875f)),
        ["HardSigmoid"] = FunctionOps.With(UnaryKind.HardSigmoid, ("alpha", 0.2f), ("beta", 0.5f)),
        ["ThresholdedRelu"] = FunctionOps.With(UnaryKind.ThresholdedRelu, ("alpha", 1)),
        ["Shrink"] = FunctionOps.With(UnaryKind.Shrink, ("lambd", 0.5f), ("bias", 0)),
        ["Cast"] = FunctionOps.Cast,

        // Functions of more
        ["Add"] = FunctionOps.Add,
        ["Sub"] = FunctionOps.Binary(BinaryKind.Sub),
        ["Mul"] = FunctionOps.Binary(BinaryKind.Mul),
        ["Div"] = FunctionOps.Binary(BinaryKind.Div),
        ["Pow"] = FunctionOps.Pow,
        ["Mod"] = FunctionOps.Mod,
        ["PRelu"] = FunctionOps.PRelu,
        ["Equal"] = FunctionOps.Binary(BinaryKind.Equal),
        ["Greater"] = FunctionOps.Binary(BinaryKind.Greater),
        ["GreaterOrEqual"] = FunctionOps.Binary(BinaryKind.GreaterOrEqual),
        ["Less"] = FunctionOps.Binary(BinaryKind.Less),
        ["LessOrEqual"] = FunctionOps.Binary(BinaryKind.LessOrEqual),
        ["And"] = FunctionOps.Binary(BinaryKind.And),
        ["Or"] = FunctionOps.Binary(BinaryKind.Or),
        ["Xor"] = FunctionOps.Binary(BinaryKind.Xor),
        ["Min"] = FunctionOps.Fold(BinaryKind.Min),
        ["Max"] = FunctionOps.Fold(BinaryKind.Max),
        ["Sum"] = FunctionOps.Fold(BinaryKind.Add),
        ["Mean"] = FunctionOps.Mean,
        ["Where"] = FunctionOps.Where,

        // Functions of axes
        ["ReduceSum"] = ReduceOps.Of(ReduceKind.Sum, axesAreInputSince: 13),
        ["ReduceMean"] = ReduceOps.Of(ReduceKind.Mean),
        ["ReduceMax"] = ReduceOps.Of(ReduceKind.Max),
        ["ReduceMin"] = ReduceOps.Of(ReduceKind.Min),
        ["ReduceProd"] = ReduceOps.Of(ReduceKind.Prod),
        ["ReduceL1"] = ReduceOps.Of(ReduceKind.L1),
        ["ReduceL2"] = ReduceOps.Of(ReduceKind.L2),
        ["ReduceLogSum"] = ReduceOps.Of(ReduceKind.LogSum),
        ["ReduceLogSumExp"] = ReduceOps.Of(ReduceKind.LogSumExp),
        ["ReduceSumSquare"] = ReduceOps.Of(ReduceKind.SumSquare),
        ["ArgMax"] = ReduceOps.Arg(least: false),
        ["ArgMin"] = ReduceOps.Arg(least: true),
        ["TopK"] = ReduceOps.TopK,
        ["Softmax"] = ReduceOps.Softmax,
        ["LogSoftmax"] = ReduceOps.LogSoftmax,
        ["Hardmax"] = ReduceOps.Hardmax,

        // Movement
        ["Transpose"] = MoveOps.Transpose,
        ["Concat"] = MoveOps.Concat,
        ["Split"] = MoveOps.Split,
        ["Slice"] = MoveOps.Slice,
        ["Pad"] = MoveOps.Pad,
        ["Gather"] = MoveOps.Gather,
        ["Expand"] = MoveOps.Expand,
        ["Tile"] = MoveOps.Tile,
        ["DepthToSpace"] = MoveOps.DepthToSpace,
        ["SpaceToDepth"] = MoveOps.SpaceToDepth,
        ["Resize"] = ResizeOps.Resize,
        ["Upsample"] = ResizeOps.Upsample,

        // Shapes and constants
        ["Reshape"] = ShapeOps.Reshape,
        ["Flatten"] = ShapeOps.Flatten,
        ["Squeeze"] = ShapeOps.Squeeze,
        ["Unsqueeze"] = ShapeOps.Unsqueeze,
        ["Shape"] = ShapeOps.ShapeOf,
        ["Size"] = ShapeOps.Size,
        ["Identity"] = ShapeOps.Identity,
        ["Dropout"] = ShapeOps.Dropout,
        ["Constant"] = ShapeOps.Constant,
        ["ConstantOfShape"] = ShapeOps.ConstantOfShape,
        ["Range"] = ShapeOps.Range,

        // Quantization
        ["QuantizeLinear"] = QuantizeOps.QuantizeLinear,
        ["DequantizeLinear"] = QuantizeOps.DequantizeLinear,
        ["DynamicQuantizeLinear"] = QuantizeOps.DynamicQuantizeLinear,

        // Lists of tensors
        ["SequenceEmpty"] = SequenceOps.Empty,
        ["SequenceConstruct"] = SequenceOps.Construct,
        ["SequenceInsert"] = SequenceOps.Insert,
        ["SequenceErase"] = SequenceOps.Erase,
        ["SequenceAt"] = SequenceOps.At,
        ["SequenceLength"] = SequenceOps.Length,
        ["SplitToSequence"] = SequenceOps.Split,
    };

    private static readonly Dictionary<string, Action<Emitter>> Microsoft = new()
    {
        ["FusedConv"] = ConvOps.Conv,
        ["Gelu"] = FunctionOps.Plain(UnaryKind.Gelu),
        ["QGemm"] = QLinearOps.Gemm,
        ["QLinearAdd"] = QLinearOps.Binary(BinaryKind.Add),
        ["QLinearMul"] = QLinearOps.Binary(BinaryKind.Mul),
        ["QLinearConcat"] = QLinearOps.Concat,
        ["QLinearAveragePool"] = QLinearOps.AveragePool,
        ["QLinearGlobalAveragePool"] = QLinearOps.GlobalAveragePool,
        ["QLinearLeakyRelu"] = QLinearOps.LeakyRelu,
        ["QLinearSigmoid"] = QLinearOps.Sigmoid,
        ["QLinearSoftmax"] = QLinearOps.Softmax,
        ["QuantizeLinear"] = QuantizeOps.QuantizeLinear,
        ["DequantizeLinear"] = QuantizeOps.DequantizeLinear,
    };

    /// <summary>The names of all operators, those of other domains with it.</summary>
    public static IEnumerable<string> Names => Onnx.Keys.Concat(Microsoft.Keys.Select(name => $"com.microsoft.{name}"));

    /// <summary>Reads one node into the graph.</summary>
    /// <exception cref="UnsupportedOperatorException">The operator is not in the table, or an attribute was not read.</exception>
    public static void Import(Emitter emit)
    {
        OnnxNode node = emit.Node;
        var rows = node.Domain switch
        {
            "" or "ai.onnx" => Onnx,
            "com.microsoft" => Microsoft,
            _ => null,
        };
        if (rows is null || !rows.TryGetValue(node.Op, out var import))
            throw node.Unsupported($"this operator{(node.Domain.Length > 0 ? $" of domain {node.Domain}" : "")} is not supported. The README of EdgeCnn.Onnx lists those that are.");
        if (node.Outputs.Count == 0)
            throw node.Unsupported("it has no output.");
        import(emit);
        node.RequireAllRead();
        if (Enumerable.Range(0, node.Outputs.Count).FirstOrDefault(i => node.Gives(i) && !emit.Reader.IsBound(node.Outputs[i]), -1) is var missing && missing >= 0)
            throw node.Unsupported($"output {missing} ('{node.Outputs[missing]}') is not supported.");
    }
}
