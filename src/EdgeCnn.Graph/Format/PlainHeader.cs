using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Format;

/// <summary>
/// Reads the header of a common convolutional network without the serializer, whose code for each type is compiled anew at every
/// start of a program: on a board that takes longer than everything else between a model's file and its first result.
/// </summary>
/// <remarks>
/// Whatever is not exactly as <see cref="EcnnWriter"/> writes it, or is rare, is left to the serializer, which knows all of the
/// format and says what is wrong.
/// </remarks>
internal static class PlainHeader
{
    /// <summary>The header, or null for one that the serializer must read.</summary>
    public static EcnnHeader? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Header(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static EcnnHeader Header(JsonElement header)
    {
        bool kept = header.TryGetProperty("keptLayout", out JsonElement keptLayout), pictures = header.TryGetProperty("contract", out JsonElement contract);
        Expect(header, 6 + (kept ? 1 : 0) + (pictures ? 1 : 0));
        return new EcnnHeader
        {
            Name = Text(header, "name"),
            Inputs = Texts(header.GetProperty("inputs")),
            Outputs = Texts(header.GetProperty("outputs")),
            Tensors = Array(header.GetProperty("tensors"), Tensor),
            Nodes = Array(header.GetProperty("nodes"), NodeOf),
            KeptLayout = kept ? Texts(keptLayout) : null,
            Contract = pictures ? Contract(contract) : null,
            Provenance = Provenance(header.GetProperty("provenance")),
        };
    }

    private static EcnnTensor Tensor(JsonElement tensor)
    {
        bool codes = tensor.TryGetProperty("quant", out JsonElement quant), constant = tensor.TryGetProperty("offset", out JsonElement offset);
        Expect(tensor, 3 + (codes ? 1 : 0) + (constant ? 1 : 0));
        return new EcnnTensor(Text(tensor, "name"), Type(tensor.GetProperty("type")), ShapeOf(tensor.GetProperty("shape")), codes ? Quant(quant) : null, constant ? offset.GetInt64() : null);
    }

    private static QuantParams Quant(JsonElement quant)
    {
        Expect(quant, 3);
        return new QuantParams { Scales = Floats(quant.GetProperty("scales")), ZeroPoints = Integers(quant.GetProperty("zeroPoints")), Axis = Integer(quant, "axis") };
    }

    private static Node NodeOf(JsonElement node)
    {
        string name = Text(node, "name"), output = Text(node, "output");
        ImmutableArray<string> inputs = Texts(node.GetProperty("inputs"));
        switch (Text(node, "op"))
        {
            case "Conv2d":
                Expect(node, 6);
                return new Conv2dNode { Name = name, Inputs = inputs, Output = output, Window = WindowOf(node), Activation = Activation(node, "activation") };
            case "DepthwiseConv2d":
                Expect(node, 6);
                return new DepthwiseConv2dNode { Name = name, Inputs = inputs, Output = output, Window = WindowOf(node), Activation = Activation(node, "activation") };
            case "Dense":
                Expect(node, 5);
                return new DenseNode { Name = name, Inputs = inputs, Output = output, Activation = Activation(node, "activation") };
            case "Add":
                Expect(node, 5);
                return new AddNode { Name = name, Inputs = inputs, Output = output, Activation = Activation(node, "activation") };
            case "Concat":
                Expect(node, 5);
                return new ConcatNode { Name = name, Inputs = inputs, Output = output, Axis = Integer(node, "axis") };
            case "GlobalAveragePool":
                Expect(node, 4);
                return new GlobalAveragePoolNode { Name = name, Inputs = inputs, Output = output };
            case "MaxPool":
                Expect(node, 7);
                return new MaxPoolNode { Name = name, Inputs = inputs, Output = output, KernelH = Integer(node, "kernelH"), KernelW = Integer(node, "kernelW"), Window = WindowOf(node) };
            case "AveragePool":
                Expect(node, 10);
                return new AveragePoolNode { Name = name, Inputs = inputs, Output = output, KernelH = Integer(node, "kernelH"), KernelW = Integer(node, "kernelW"), Window = WindowOf(node), CountIncludePad = node.GetProperty("countIncludePad").GetBoolean(), CeilH = Integer(node, "ceilH"), CeilW = Integer(node, "ceilW") };
            case "Activation":
                Expect(node, 5);
                return new ActivationNode { Name = name, Inputs = inputs, Output = output, Kind = Activation(node, "kind") };
            case "Reshape":
                Expect(node, 5);
                return new ReshapeNode { Name = name, Inputs = inputs, Output = output, Target = ShapeOf(node.GetProperty("target")) };
            case "Transpose":
                Expect(node, 5);
                return new TransposeNode { Name = name, Inputs = inputs, Output = output, Permutation = Integers(node.GetProperty("permutation")) };
            case "Softmax":
                Expect(node, 5);
                return new SoftmaxNode { Name = name, Inputs = inputs, Output = output, Logarithm = node.GetProperty("logarithm").GetBoolean() };
            case "QuantizeLinear":
                Expect(node, 4);
                return new QuantizeLinearNode { Name = name, Inputs = inputs, Output = output };
            case "DequantizeLinear":
                Expect(node, 4);
                return new DequantizeLinearNode { Name = name, Inputs = inputs, Output = output };
            default:
                throw new FormatException("an operator that the serializer knows");
        }
    }

    private static Window WindowOf(JsonElement node)
    {
        JsonElement window = node.GetProperty("window");
        Expect(window, 8);
        return new Window
        {
            StrideH = Integer(window, "strideH"),
            StrideW = Integer(window, "strideW"),
            PadTop = Integer(window, "padTop"),
            PadLeft = Integer(window, "padLeft"),
            PadBottom = Integer(window, "padBottom"),
            PadRight = Integer(window, "padRight"),
            DilationH = Integer(window, "dilationH"),
            DilationW = Integer(window, "dilationW"),
        };
    }

    private static InputContract Contract(JsonElement contract)
    {
        bool divided = contract.TryGetProperty("divisor", out JsonElement divisor), resized = contract.TryGetProperty("resize", out JsonElement resize);
        Expect(contract, 8 + (divided ? 1 : 0) + (resized ? 1 : 0));
        return new InputContract
        {
            Height = Integer(contract, "height"),
            Width = Integer(contract, "width"),
            Color = Text(contract, "color") switch { "Gray" => ColorOrder.Gray, "Rgb" => ColorOrder.Rgb, "Bgr" => ColorOrder.Bgr, _ => throw new FormatException("color") },
            Crop = Text(contract, "crop") switch { "Center" => CropMode.Center, "Stretch" => CropMode.Stretch, "Letterbox" => CropMode.Letterbox, _ => throw new FormatException("crop") },
            Resize = !resized ? ResizeFilter.Bilinear : Text(resize) switch { "Bilinear" => ResizeFilter.Bilinear, "Area" => ResizeFilter.Area, _ => throw new FormatException("resize") },
            Divisor = divided ? divisor.GetSingle() : null,
            Mean = Floats(contract.GetProperty("mean")),
            Std = Floats(contract.GetProperty("std")),
            Task = Text(contract, "task") switch { "Multiclass" => ModelTask.Multiclass, "Multilabel" => ModelTask.Multilabel, "Binary" => ModelTask.Binary, _ => throw new FormatException("task") },
            Labels = Texts(contract.GetProperty("labels")),
        };
    }

    private static ImmutableSortedDictionary<string, string> Provenance(JsonElement provenance)
    {
        ImmutableSortedDictionary<string, string>.Builder builder = ImmutableSortedDictionary<string, string>.Empty.ToBuilder();
        foreach (JsonProperty member in provenance.EnumerateObject())
            builder.Add(member.Name, Text(member.Value));
        return builder.Count == provenance.GetPropertyCount() ? builder.ToImmutable() : throw new FormatException("a member twice");
    }

    private static DataType Type(JsonElement type) => Text(type) switch
    {
        "Float32" => DataType.Float32,
        "UInt8" => DataType.UInt8,
        "Int8" => DataType.Int8,
        "Int32" => DataType.Int32,
        "Int64" => DataType.Int64,
        "Bool" => DataType.Bool,
        _ => throw new FormatException("type"),
    };

    private static ActivationKind Activation(JsonElement node, string member) => Text(node, member) switch
    {
        "None" => ActivationKind.None,
        "Relu" => ActivationKind.Relu,
        "Relu6" => ActivationKind.Relu6,
        _ => throw new FormatException("activation"),
    };

    // So many members, each of which is then asked for by its name: none that is unknown, none twice.
    private static void Expect(JsonElement value, int members)
    {
        if (value.GetPropertyCount() != members)
            throw new FormatException("other members than the writer's");
    }

    private static string Text(JsonElement value, string member) => Text(value.GetProperty(member));

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException("null");

    private static int Integer(JsonElement value, string member) => value.GetProperty(member).GetInt32();

    private static Shape ShapeOf(JsonElement value) => value.GetArrayLength() <= Shape.MaxRank ? new Shape(Integers(value).AsSpan()) : throw new FormatException("rank");

    private static ImmutableArray<string> Texts(JsonElement value) => Array(value, Text);

    private static ImmutableArray<T> Array<T>(JsonElement value, Func<JsonElement, T> read)
        where T : class
    {
        var items = new T[value.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
            items[i++] = read(item);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private static ImmutableArray<int> Integers(JsonElement value)
    {
        int[] items = new int[value.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
            items[i++] = item.GetInt32();
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private static ImmutableArray<float> Floats(JsonElement value)
    {
        float[] items = new float[value.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
            items[i++] = item.GetSingle();
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }
}
