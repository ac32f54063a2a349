using EdgeCnn.Graph;

namespace EdgeCnn.Onnx.Export;

/// <summary>
/// Which ONNX tensor stands for a tensor of the graph, and in which order of axes. A map [N, H, W, C] stands as [N, C, H, W]
/// where ONNX's layers write it so (channels first), else as it is; a node that wants the other order gets a Transpose. Codes
/// with one scale stand twice: as codes, and as the real numbers behind a QuantizeLinear, DequantizeLinear pair (QDQ).
/// </summary>
internal sealed class TensorPlaces(NetworkGraph graph, OnnxGraphBuilder onnx, bool keepCodes)
{
    private static readonly int[] ToChannelsFirst = [0, 3, 1, 2];
    private static readonly int[] ToChannelsLast = [0, 2, 3, 1];

    private readonly Dictionary<string, Place> real = [];
    private readonly Dictionary<string, Place> codes = [];
    private readonly Dictionary<string, string> turned = [];
    private readonly Dictionary<string, string> constants = [];
    private readonly Dictionary<string, string[]> quantParams = [];

    private readonly record struct Place(string Name, bool ChannelsFirst);

    /// <summary>Maps whose rows a Flatten has put into one row with the channels first, by the name of the row.</summary>
    public Dictionary<string, Shape> FlattenedMaps { get; } = [];

    /// <summary>True for codes with one scale, which are computed with as real numbers.</summary>
    public static bool IsQuantized(TensorInfo info) => info.Type.IsCode() && info.Quant is { Axis: -1 };

    /// <summary>A shape in the order of axes in which the tensor stands.</summary>
    public static Shape InOrder(Shape shape, bool channelsFirst) => channelsFirst ? new Shape([.. ToChannelsFirst.Select(axis => shape[axis])]) : shape;

    /// <summary>One value for each axis, in the order of axes in which the tensor stands.</summary>
    public static T[] InOrder<T>(IReadOnlyList<T> perAxis, bool channelsFirst) => channelsFirst ? [.. ToChannelsFirst.Select(axis => perAxis[axis])] : [.. perAxis];

    /// <summary>An axis where the tensor stands in that order.</summary>
    public static int Axis(int axis, bool channelsFirst) => channelsFirst ? Array.IndexOf(ToChannelsFirst, axis) : axis;

    /// <summary>True if no element moves between the two orders.</summary>
    public static bool KeepsOrder(Shape shape) => shape[3] == 1 || (shape[1] == 1 && shape[2] == 1);

    /// <summary>True for inputs and outputs that are [N, C, H, W] in ONNX and [N, H, W, C] here.</summary>
    public bool IsTurned(string tensor) => graph.Tensor(tensor).Shape.Rank == 4 && !graph.KeptLayout.Contains(tensor);

    /// <summary>True if the tensor stands with its channels first.</summary>
    public bool IsChannelsFirst(string tensor) => (real.TryGetValue(tensor, out Place place) || codes.TryGetValue(tensor, out place)) && place.ChannelsFirst;

    /// <summary>Declares an input of the network.</summary>
    public void AddInput(string input)
    {
        TensorInfo info = graph.Tensor(input);
        bool first = IsTurned(input), asReal = IsQuantized(info) && !keepCodes;
        onnx.Proto.Input.Add(OnnxGraphBuilder.ValueInfo(input, asReal ? DataType.Float32 : info.Type, InOrder(info.Shape, first)));
        if (asReal)
            Quantize(info, input, first);
        else
            Bind(info, input, first);
    }

    /// <summary>Declares an output of the network, behind a node that brings it into its order where that takes one.</summary>
    public void AddOutput(string output)
    {
        TensorInfo info = graph.Tensor(output);
        bool first = IsTurned(output);
        if (IsQuantized(info) && !keepCodes)
        {
            onnx.Proto.Output.Add(OnnxGraphBuilder.ValueInfo(Real(output, first), DataType.Float32, InOrder(info.Shape, first)));
            return;
        }

        Place place = graph.Constants.ContainsKey(output) ? new Place(Constant(info, "", info, graph.Constants[output].Span), false)
            : IsQuantized(info) ? codes[output] : real[output];
        if (place.ChannelsFirst != first)
            Turn(place, info, output);
        else if (place.Name != output)
            onnx.Add("Identity", $"{output}_output", [place.Name], [output]);
        onnx.Proto.Output.Add(OnnxGraphBuilder.ValueInfo(output, info.Type, InOrder(info.Shape, first)));
    }

    /// <summary>The name under which a node's result is written in that order; an output's own name is kept for the order it leaves in.</summary>
    public string NameFor(string tensor, bool channelsFirst) =>
        graph.Outputs.Contains(tensor) && IsTurned(tensor) != channelsFirst ? onnx.FreshName($"{tensor}_{(channelsFirst ? "nchw" : "nhwc")}") : tensor;

    /// <summary>Lets an ONNX tensor stand for one of the graph.</summary>
    public void Bind(TensorInfo info, string onnxName, bool channelsFirst) =>
        (IsQuantized(info) ? codes : real)[info.Name] = new Place(onnxName, channelsFirst);

    /// <summary>Lets what stands for one tensor stand for another one too, of the same values in another order of axes.</summary>
    public void Alias(string from, string to, bool channelsFirst)
    {
        foreach (var places in new[] { real, codes })
        {
            if (places.TryGetValue(from, out Place place))
                places[to] = place with { ChannelsFirst = channelsFirst };
        }
    }

    /// <summary>The tensor as numbers to compute with: real ones where it holds codes with one scale.</summary>
    public string Real(string tensor, bool channelsFirst)
    {
        TensorInfo info = graph.Tensor(tensor);
        if (graph.Constants.TryGetValue(tensor, out var values))
            return RealConstant(info, values.Span, channelsFirst);
        if (!real.TryGetValue(tensor, out Place place))
            place = real[tensor] = new Place(Dequantize(info, codes[tensor].Name, onnx.FreshName($"{tensor}_dq"), codes[tensor].ChannelsFirst), codes[tensor].ChannelsFirst);
        return place.ChannelsFirst == channelsFirst ? place.Name : Turn(place, info);
    }

    /// <summary>The tensor as it is: codes where it holds codes.</summary>
    public string Codes(string tensor, bool channelsFirst)
    {
        TensorInfo info = graph.Tensor(tensor);
        if (graph.Constants.TryGetValue(tensor, out var values))
            return channelsFirst ? Constant(info, "nchw", Permuted(info), Permuted(info.Shape, values.Span, info)) : Constant(info, "", info, values.Span);
        Place place = IsQuantized(info) ? codes[tensor] : real[tensor];
        return place.ChannelsFirst == channelsFirst ? place.Name : Turn(place, info);
    }

    /// <summary>The tensor as it is, in the order in which it stands.</summary>
    public string Codes(string tensor) => Codes(tensor, IsChannelsFirst(tensor));

    /// <summary>The real numbers of a tensor that broadcasts to a map.</summary>
    public string Broadcast(string tensor, int rank, bool channelsFirst)
    {
        TensorInfo info = graph.Tensor(tensor);
        if (!channelsFirst || info.Shape.Rank == rank || info.Shape.Elements == 1)
            return Real(tensor, channelsFirst && info.Shape.Rank == rank);
        Shape full = new([.. Enumerable.Repeat(1, rank - info.Shape.Rank), .. info.Shape.Dims]);
        if (graph.Constants.TryGetValue(tensor, out var values))
            return RealConstant(info with { Shape = full }, values.Span, channelsFirst: true);
        string source = Real(tensor, false), key = $"{source}|map";
        if (!turned.TryGetValue(key, out string? map))
            turned[key] = map = Turn(new Place(Reshape(source, full), false), info with { Shape = full });
        return map;
    }

    /// <summary>A constant in another form: the initializer, or the real numbers behind it where it has scales.</summary>
    /// <param name="source">The constant.</param>
    /// <param name="form">Says which form; equal forms of a constant are one initializer.</param>
    /// <param name="info">Shape and quantization in this form.</param>
    /// <param name="values">The values in this form.</param>
    public string RealConstant(TensorInfo source, string form, TensorInfo info, ReadOnlySpan<byte> values)
    {
        string initializer = Constant(source, form, info, values);
        if (info.Quant is null)
            return initializer;
        string key = $"{initializer}|dq";
        if (!turned.TryGetValue(key, out string? dequantized))
            turned[key] = dequantized = Dequantize(info with { Name = initializer }, initializer, onnx.FreshName($"{initializer}_dq"), channelsFirst: false);
        return dequantized;
    }

    /// <summary>A constant in another form, as it is.</summary>
    public string Constant(TensorInfo source, string form, TensorInfo info, ReadOnlySpan<byte> values)
    {
        string key = $"{source.Name}|{form}";
        if (constants.TryGetValue(key, out string? known))
            return known;
        bool own = !graph.Outputs.Contains(source.Name) && !constants.ContainsValue(source.Name);
        string name = own ? source.Name : onnx.FreshName($"{source.Name}_{(form.Length > 0 ? form : "value")}");
        onnx.AddInitializer(name, info.Type, info.Shape, values);
        return constants[key] = name;
    }

    /// <summary>Writes the QDQ pair behind real numbers and binds the codes.</summary>
    public void Quantize(TensorInfo info, string realName, bool channelsFirst)
    {
        string[] parameters = Parameters(info);
        string name = keepCodes && graph.Outputs.Contains(info.Name) ? NameFor(info.Name, channelsFirst) : onnx.FreshName($"{info.Name}_q");
        onnx.Add("QuantizeLinear", $"{info.Name}_quantize", [realName, .. parameters], [name]);
        codes[info.Name] = new Place(name, channelsFirst);
        if (IsReadAsReal(info.Name))
            real[info.Name] = new Place(Dequantize(info, name, onnx.FreshName($"{info.Name}_dq"), channelsFirst), channelsFirst);
    }

    /// <summary>Writes the real numbers behind codes.</summary>
    public string Dequantize(TensorInfo info, string codesName, string result, bool channelsFirst)
    {
        onnx.Add("DequantizeLinear", $"{info.Name}_dequantize", [codesName, .. Parameters(info)], [result], info.Quant!.Axis < 0 ? [] : [OnnxGraphBuilder.Int("axis", Axis(info.Quant.Axis, channelsFirst))]);
        return result;
    }

    /// <summary>The names of scale and zero point; ONNX has no zero points for Int32.</summary>
    public string[] Parameters(TensorInfo info)
    {
        if (quantParams.TryGetValue(info.Name, out string[]? known))
            return known;
        QuantParams quant = info.Quant!;
        Shape shape = quant.Axis < 0 ? default : new Shape(quant.Scales.Length);
        string scale = onnx.Floats($"{info.Name}_scale", shape, quant.Scales.AsSpan());
        if (info.Type == DataType.Int32)
            return quantParams[info.Name] = [scale];
        string zeroPoint = onnx.FreshName($"{info.Name}_zero_point");
        onnx.AddInitializer(zeroPoint, info.Type, shape, quant.ZeroPoints.Select(zero => (byte)zero).ToArray());
        return quantParams[info.Name] = [scale, zeroPoint];
    }

    // What reads the codes themselves needs no real numbers.
    private bool IsReadAsReal(string tensor) => (graph.Outputs.Contains(tensor) && !keepCodes)
        || graph.Consumers(tensor).Any(node => !(node is Graph.Nodes.DequantizeLinearNode || (node is Graph.Nodes.LinearNode && graph.Tensor(node.Output).Type == DataType.Int32)));

    private string RealConstant(TensorInfo info, ReadOnlySpan<byte> values, bool channelsFirst) => channelsFirst
        ? RealConstant(info, "nchw", Permuted(info), Permuted(info.Shape, values, info))
        : RealConstant(info, "", info, values);

    private static TensorInfo Permuted(TensorInfo info) => info with
    {
        Shape = InOrder(info.Shape, true),
        Quant = info.Quant is { Axis: >= 0 } quant ? quant with { Axis = Axis(quant.Axis, true) } : info.Quant,
    };

    private static byte[] Permuted(Shape shape, ReadOnlySpan<byte> values, TensorInfo info) => AxisOrder.Permute(values, shape, info.Type.SizeBytes(), ToChannelsFirst);

    // The tensor in the other order; the same one for all who ask, but for an output, which has its name.
    private string Turn(Place place, TensorInfo info, string? output = null)
    {
        bool first = !place.ChannelsFirst;
        string key = $"{place.Name}|{first}";
        if (output is null && turned.TryGetValue(key, out string? known))
            return known;
        string result = output ?? onnx.FreshName($"{place.Name}_{(first ? "nchw" : "nhwc")}");
        if (KeepsOrder(info.Shape))
            Reshape(place.Name, InOrder(info.Shape, first), result);
        else
            onnx.Add("Transpose", $"{result}_transpose", [place.Name], [result], OnnxGraphBuilder.Ints("perm", first ? ToChannelsFirst : ToChannelsLast));
        return output is null ? turned[key] = result : result;
    }

    private string Reshape(string source, Shape target, string? result = null)
    {
        result ??= onnx.FreshName($"{source}_reshaped");
        onnx.Add("Reshape", $"{result}_reshape", [source, onnx.Integers($"{result}_shape", target.Dims.Select(dim => (long)dim))], [result]);
        return result;
    }
}
