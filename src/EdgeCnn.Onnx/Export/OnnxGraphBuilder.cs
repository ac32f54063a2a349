using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx.Export;

/// <summary>Collects the nodes and initializers of one ONNX graph and gives names that nothing else has.</summary>
/// <param name="name">The graph's name.</param>
/// <param name="taken">Names that belong to tensors of the graph that is written.</param>
internal sealed class OnnxGraphBuilder(string name, IEnumerable<string> taken)
{
    private readonly HashSet<string> names = [.. taken];

    public GraphProto Proto { get; } = new() { Name = name };

    /// <summary>A name that no tensor has, made from another.</summary>
    public string FreshName(string like)
    {
        string fresh = like;
        for (int i = 1; !names.Add(fresh); i++)
            fresh = $"{like}.{i}";
        return fresh;
    }

    public void Add(string op, string node, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params AttributeProto[] attributes)
    {
        var proto = new NodeProto { OpType = op, Name = node };
        proto.Input.AddRange(inputs);
        proto.Output.AddRange(outputs);
        proto.Attribute.AddRange(attributes);
        Proto.Node.Add(proto);
    }

    public void AddInitializer(string tensor, DataType type, Shape shape, ReadOnlySpan<byte> values)
    {
        var proto = new TensorProto { Name = tensor, DataType = OnnxType.Of(type), RawData = ByteString.CopyFrom(values) };
        proto.Dims.AddRange(shape.Dims.Select(dim => (long)dim));
        Proto.Initializer.Add(proto);
    }

    /// <summary>A list of numbers as an initializer: shapes, axes and bounds are inputs in ONNX.</summary>
    public string Integers(string like, IEnumerable<long> values)
    {
        long[] list = [.. values];
        string tensor = FreshName(like);
        AddInitializer(tensor, DataType.Int64, new Shape(list.Length), System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(list));
        return tensor;
    }

    /// <summary>Real numbers as an initializer.</summary>
    public string Floats(string like, Shape shape, params ReadOnlySpan<float> values)
    {
        string tensor = FreshName(like);
        AddInitializer(tensor, DataType.Float32, shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
        return tensor;
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Flag(string name, bool value) => Int(name, value ? 1 : 0);

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params IEnumerable<int> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.Select(value => (long)value));
        return attribute;
    }

    public static ValueInfoProto ValueInfo(string name, DataType type, Shape shape)
    {
        var proto = new TensorShapeProto();
        foreach (int dim in shape.Dims)
            proto.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = dim });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = OnnxType.Of(type), Shape = proto } },
        };
    }
}
