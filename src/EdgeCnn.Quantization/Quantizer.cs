using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Quantization.Calibration;

namespace EdgeCnn.Quantization;

/// <summary>Float graph to int8 graph: unsigned 8-bit activations, int8 weights a scale each channel, int32 biases.</summary>
/// <remarks>Source: ONNX's QDQ scheme; Jacob et al. 2018.</remarks>
public sealed class Quantizer
{
    private const DataType Activation = DataType.UInt8;
    private readonly NetworkGraph graph;
    private readonly Calibrator calibrator;

    /// <summary>Prepares a float graph.</summary>
    /// <exception cref="EdgeCnnException">The graph is quantized already.</exception>
    public Quantizer(NetworkGraph graph)
    {
        if (graph.Tensors.Values.Any(info => info.Type != DataType.Float32))
            throw new EdgeCnnException($"graph '{graph.Name}' holds integer tensors already; quantize the float model.");
        this.graph = GraphPasses.Run(new ScaleAsDepthwise().Run(GraphPasses.Run(graph)));
        calibrator = new Calibrator(this.graph, () => new MinMaxObserver());
    }

    /// <summary>Shows the quantizer one prepared sample.</summary>
    public void Calibrate(ReadOnlySpan<float> sample) => calibrator.Add(sample);

    /// <summary>The int8 graph.</summary>
    /// <exception cref="EdgeCnnException">No sample was shown, or an operation has no integer rule.</exception>
    public NetworkGraph Quantize()
    {
        if (calibrator.Samples == 0)
            throw new EdgeCnnException("quantization needs at least one calibration sample, got none.");
        var builder = new NetworkGraphBuilder(graph.Name) { Contract = graph.Contract, Provenance = graph.Provenance };
        var quant = new Dictionary<string, QuantParams>();
        foreach (string input in graph.Inputs)
        {
            quant[input] = calibrator.Propose(input, Activation);
            builder.AddInput(graph.Tensor(input) with { Type = Activation, Quant = quant[input] });
        }

        foreach (Node node in graph.Nodes)
        {
            quant[node.Output] = RangeOf(node, quant);
            if (node is LinearNode linear)
                AddConstants(builder, linear, quant[linear.Inputs[0]]);
            foreach (string constant in node is BinaryNode ? node.Inputs.Where(input => !quant.ContainsKey(input)) : [])
                quant[constant] = AddCodes(builder, constant);
            builder.Add(node, Activation, quant[node.Output]);
        }

        foreach (string output in graph.Outputs)
            builder.AddOutput(output);
        return builder.Build();
    }

    // What computes gets a range of its own; what only moves or compares values keeps its input's; probabilities use all codes for 0..1.
    private QuantParams RangeOf(Node node, Dictionary<string, QuantParams> quant) => node switch
    {
        LinearNode or AddNode or ConcatNode or GlobalAveragePoolNode or AveragePoolNode or UnaryNode => calibrator.Propose(node.Output, Activation),
        BinaryNode { Kind: BinaryKind.Add or BinaryKind.Mul } => calibrator.Propose(node.Output, Activation),
        MaxPoolNode or ReshapeNode or TransposeNode or ActivationNode or ReduceNode { Kind: ReduceKind.Max or ReduceKind.Min } => quant[node.Inputs[0]],
        SoftmaxNode { Logarithm: false } => QuantParams.PerTensor(1 / 256f, 0),
        _ => throw new GraphException(node.Label, "has no integer rule in this build. Keep the float model, or leave that operation out."),
    };

    // The constant of a sum or product, a range for all its values.
    private QuantParams AddCodes(NetworkGraphBuilder builder, string constant)
    {
        ReadOnlySpan<float> values = graph.Constant<float>(constant);
        var range = new MinMaxObserver();
        range.Observe(values);
        QuantParams quant = range.Propose(Activation);
        byte[] codes = new byte[values.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = (byte)QuantParams.Quantize(values[i], quant.Scale, quant.ZeroPoint, Activation);
        builder.AddConstant<byte>(graph.Tensor(constant) with { Type = Activation, Quant = quant }, codes);
        return quant;
    }

    private void AddConstants(NetworkGraphBuilder builder, LinearNode node, QuantParams x)
    {
        TensorInfo weights = graph.Tensor(node.Inputs[1]);
        var (codes, quant) = WeightQuantizer.Quantize(graph.Constant<float>(weights.Name), weights.Shape, node.ChannelAxis);
        builder.AddConstant<sbyte>(weights with { Type = DataType.Int8, Quant = quant }, codes);
        if (node.Inputs.Length < 3)
            return;
        var (bias, biasQuant) = WeightQuantizer.QuantizeBias(graph.Constant<float>(node.Inputs[2]), x.Scale, quant);
        builder.AddConstant<int>(graph.Tensor(node.Inputs[2]) with { Type = DataType.Int32, Quant = biasQuant }, bias);
    }
}
