using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>
/// Turns one node of ours into ONNX nodes: gives its inputs in the order of axes that is asked for, names what is written, and
/// puts ReLU and the QDQ pair behind it, as far as there are any.
/// </summary>
internal sealed class NodeExport(NetworkGraph graph, OnnxGraphBuilder onnx, TensorPlaces places, Node node, long opset)
{
    /// <summary>The operator set that the file will name.</summary>
    public long Opset { get; } = opset;

    public NetworkGraph Graph { get; } = graph;

    public OnnxGraphBuilder Onnx { get; } = onnx;

    public TensorPlaces Places { get; } = places;

    public string Name => node.Name;

    public TensorInfo Output { get; } = graph.Tensor(node.Output);

    public TensorInfo InputInfo(int index = 0) => Graph.Tensor(node.Inputs[index]);

    /// <summary>The bias of a layer, if it has one.</summary>
    public TensorInfo? BiasInfo => node.Inputs.Length > 2 ? InputInfo(2) : null;

    /// <summary>True if an input is a constant.</summary>
    public bool ReadsConstant => node.Inputs.Any(Graph.Constants.ContainsKey);

    /// <summary>True if an input that is not a constant stands with its channels first.</summary>
    public bool IsChannelsFirst(int index = 0) => Places.IsChannelsFirst(node.Inputs[index]);

    /// <summary>The real numbers of an input.</summary>
    public string Input(int index, bool channelsFirst) => Places.Real(node.Inputs[index], channelsFirst);

    /// <summary>Every input's real numbers, broadcast to the result's order of axes.</summary>
    public string[] Broadcast(bool channelsFirst) => [.. node.Inputs.Select(input => Places.Broadcast(input, Output.Shape.Rank, channelsFirst))];

    /// <summary>
    /// True if the node is best told with channels first: most of what it reads stands so. Only for nodes that can be told in
    /// either order and whose result has the axes of those inputs.
    /// </summary>
    public bool PrefersChannelsFirst()
    {
        if (Output.Shape.Rank != 4)
            return false;
        long balance = 0;
        bool any = false;
        foreach (string input in node.Inputs.Where(input => !Graph.Constants.ContainsKey(input) && Graph.Tensor(input).Shape.Rank == 4))
        {
            bool first = Places.IsChannelsFirst(input);
            any |= first;
            balance += first ? Graph.Tensor(input).Shape.Elements : -Graph.Tensor(input).Shape.Elements;
        }

        return any && balance >= 0;
    }

    /// <summary>The values of a constant input.</summary>
    /// <exception cref="GraphException">The input is not a constant.</exception>
    public ReadOnlySpan<byte> ConstantInput(int index) => Graph.Constants.TryGetValue(node.Inputs[index], out var values)
        ? values.Span
        : throw Unsupported($"'{node.Inputs[index]}' is not a constant, and ONNX files of this build hold the weights of layers");

    /// <summary>A node before the one that writes the result; gives the name of what it writes.</summary>
    public string Step(string op, string suffix, IReadOnlyList<string> inputs, params AttributeProto[] attributes)
    {
        string result = Onnx.FreshName($"{node.Output}_{suffix}");
        Onnx.Add(op, $"{node.Name}_{suffix}", inputs, [result], attributes);
        return result;
    }

    /// <summary>The ONNX node that writes the result.</summary>
    public void Write(string op, IReadOnlyList<string> inputs, bool channelsFirst, params AttributeProto[] attributes) =>
        WriteOne(0, 1, op, inputs, channelsFirst, attributes);

    /// <summary>The ONNX node one of whose outputs is the result; the others are of no use.</summary>
    public void WriteOne(int output, int outputs, string op, IReadOnlyList<string> inputs, bool channelsFirst, params AttributeProto[] attributes)
    {
        ActivationKind activation = node switch
        {
            LinearNode linear => linear.Activation,
            AddNode add => add.Activation,
            _ => ActivationKind.None,
        };
        bool quantized = TensorPlaces.IsQuantized(Output);
        string before = quantized ? Onnx.FreshName($"{Output.Name}_float") : Places.NameFor(Output.Name, channelsFirst);
        string result = activation != ActivationKind.None ? Onnx.FreshName($"{Output.Name}_linear") : before;
        Onnx.Add(op, node.Name, inputs, [.. Enumerable.Range(0, outputs).Select(i => i == output ? result : Onnx.FreshName($"{Output.Name}_unused"))], attributes);
        if (activation != ActivationKind.None)
            ElementwiseExport.AddActivation(Onnx, activation, $"{node.Name}_{activation.ToString().ToLowerInvariant()}", result, before);
        if (quantized)
            Places.Quantize(Output, before, channelsFirst);
        else
            Places.Bind(Output, before, channelsFirst);
    }

    /// <summary>Real numbers that are there become the result: codes of them, or the same under the result's name.</summary>
    public void WriteQuantized(string real, bool channelsFirst) => Places.Quantize(Output, real, channelsFirst);

    public GraphException Unsupported(string detail) => new(node.Label, $"has no ONNX form in this build: {detail} (output {Output}).");
}
