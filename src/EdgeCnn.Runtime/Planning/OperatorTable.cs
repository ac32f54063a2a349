using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Planning;

/// <summary>The operator for each node.</summary>
internal static class OperatorTable
{
    /// <summary>Binds what a step computes to its operator.</summary>
    /// <exception cref="GraphException">The node has none in this build.</exception>
    public static IOperator Bind(NetworkGraph graph, PlanNode step, KernelPicker kernels) => step.Node switch
    {
        LinearNode linear => Layer(graph, linear, step.Sum, kernels),
        var node => Bind(graph, node),
    };

    /// <summary>True for an integer layer that takes plain loops.</summary>
    public static bool IsRare(NetworkGraph graph, LinearNode node) => graph.Tensor(node.Inputs[0]).Type.IsCode()
        && (graph.Tensor(node.Output).Type == DataType.Int32 || !LinearWeights.AreSymmetric(graph.Tensor(node.Inputs[1])));

    private static IOperator Layer(NetworkGraph graph, LinearNode node, AddNode? sum, KernelPicker kernels) => node switch
    {
        _ when node.Inputs.Skip(1).Any(input => !graph.Constants.ContainsKey(input)) => throw new GraphException(node.Label, "weights and bias must be constants."),
        _ when IsRare(graph, node) => new RareLinear(graph, node),
        DepthwiseConv2dNode depthwise => new Depthwise(kernels, graph, depthwise, sum),
        _ when graph.Tensor(node.Inputs[0]).Type == DataType.Float32 => new F32Linear(kernels, graph, node, sum),
        _ => new Int8Linear(kernels, graph, node, sum),
    };

    private static IOperator Bind(NetworkGraph graph, Node node) => node switch
    {
        AddNode add => new Addition(graph, add),
        ConcatNode concat => new Concatenation(graph, concat),
        GlobalAveragePoolNode pool => new GlobalAverage(graph, pool),
        AveragePoolNode pool => new AveragePooling(graph, pool),
        MaxPoolNode pool => new MaxPooling(graph, pool),
        MaxPoolIndicesNode pool => Positions(graph, pool),
        ActivationNode activation => new Rectifier(graph, activation),
        UnaryNode unary => UnaryTable.Bind(graph, unary),
        BinaryNode binary => BinaryTable.Bind(graph, binary),
        WhereNode => Where(graph, node),
        CastNode => Casting.Of(graph.Tensor(node.Inputs[0]).Type, graph.Tensor(node.Output).Type),
        ReduceNode reduce => ReduceTable.Bind(graph, reduce),
        ArgNode arg => Extremum(graph, arg),
        TopKNode top => Ranking(graph, top),
        MatMulNode product => new MatrixProduct(graph, product),
        LrnNode lrn => new ChannelNormalization(graph, lrn),
        SoftmaxNode when graph.Tensor(node.Output).Type.IsCode() => new CodeSoftmax(graph.Tensor(node.Inputs[0]), graph.Tensor(node.Output)),
        SoftmaxNode softmax => new SoftmaxRows(graph, softmax),
        TransposeNode or SliceNode or PadNode or ExpandNode or TileNode or ResizeNode { Mode: ResizeMode.Nearest } => MovementTable.Bind(graph, node),
        ResizeNode resize => new Interpolation(graph, resize),
        GatherNode gather => graph.Constants.ContainsKey(gather.Inputs[1]) ? MovementTable.Gather(graph, gather) : new Selection(graph, gather),
        QuantizeLinearNode => Conversion(graph, node, graph.Tensor(node.Output)),
        DequantizeLinearNode => Conversion(graph, node, graph.Tensor(node.Inputs[0])),
        _ => throw new GraphException(node.Label, "has no kernel in this build."),
    };

    private static IOperator Conversion(NetworkGraph graph, Node node, TensorInfo codes) =>
        codes.Type.IsCode() && codes.Quant is { Axis: -1 } ? new Conversion(graph, node) : new AxisConversion(codes, toCodes: node is QuantizeLinearNode);

    private static IOperator Where(NetworkGraph graph, Node node)
    {
        TensorInfo y = graph.Tensor(node.Output);
        var walk = new BroadcastWalk(y.Shape, [.. graph.InputsOf(node).Select(input => input.Shape)]);
        return y.Type.SizeBytes() switch
        {
            4 => new Choice<int>(walk),
            8 => new Choice<long>(walk),
            _ => new Choice<byte>(walk),
        };
    }

    private static IOperator Positions(NetworkGraph graph, MaxPoolIndicesNode node) => graph.Tensor(node.Inputs[0]).Type switch
    {
        DataType.Float32 => new MaxPoolPositions<float>(graph, node),
        DataType.Int8 => new MaxPoolPositions<sbyte>(graph, node),
        _ => new MaxPoolPositions<byte>(graph, node),
    };

    private static IOperator Extremum(NetworkGraph graph, ArgNode node) => graph.Tensor(node.Inputs[0]).Type switch
    {
        DataType.Float32 => new Extremum<float>(graph, node),
        DataType.Int32 => new Extremum<int>(graph, node),
        DataType.Int64 => new Extremum<long>(graph, node),
        DataType.Int8 => new Extremum<sbyte>(graph, node),
        _ => new Extremum<byte>(graph, node),
    };

    private static IOperator Ranking(NetworkGraph graph, TopKNode node) => graph.Tensor(node.Inputs[0]).Type switch
    {
        DataType.Float32 => new Ranking<float>(graph, node),
        DataType.Int32 => new Ranking<int>(graph, node),
        DataType.Int64 => new Ranking<long>(graph, node),
        DataType.Int8 => new Ranking<sbyte>(graph, node),
        _ => new Ranking<byte>(graph, node),
    };
}
