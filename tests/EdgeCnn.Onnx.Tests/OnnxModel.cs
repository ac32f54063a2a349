using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;
using EdgeCnn.Runtime;
using Google.Protobuf;

namespace EdgeCnn.Onnx.Tests;

/// <summary>An ONNX model written step by step, loaded, and run on values in ONNX's order.</summary>
internal sealed class OnnxModel
{
    private readonly ModelProto model = new() { IrVersion = 8, Graph = new GraphProto { Name = "test" } };

    public OnnxModel(long opset = 17)
    {
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
    }

    public OnnxModel Input(string name, params long[] dims) => Input(name, OnnxType.Float, dims);

    /// <summary>Adds an input; a dimension of −1 is open.</summary>
    public OnnxModel Input(string name, int type, long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims.Select(dim => dim < 0 ? new TensorShapeProto.Types.Dimension { DimParam = "open" } : new TensorShapeProto.Types.Dimension { DimValue = dim }));
        model.Graph.Input.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } } });
        return this;
    }

    public OnnxModel Output(params string[] names)
    {
        model.Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        return this;
    }

    public OnnxModel Constant<T>(string name, long[] dims, params T[] values)
        where T : unmanaged
    {
        model.Graph.Initializer.Add(Tensor(name, dims, values));
        return this;
    }

    public OnnxModel Constant(TensorProto tensor)
    {
        model.Graph.Initializer.Add(tensor);
        return this;
    }

    public OnnxModel Longs(string name, params long[] values) => Constant(name, [values.Length], values);

    /// <summary>Adds a node; edges are written <c>x w > y</c>, an input that is left out is <c>-</c>.</summary>
    public OnnxModel Node(string op, string edges, params AttributeProto[] attributes)
    {
        string[] sides = edges.Split('>', StringSplitOptions.TrimEntries);
        string[] parts = op.Split(':');
        var node = new NodeProto { OpType = parts[^1], Name = $"the-{parts[^1]}", Domain = parts.Length > 1 ? parts[0] : "" };
        node.Input.AddRange(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "-" ? "" : name));
        node.Output.AddRange(sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "-" ? "" : name));
        node.Attribute.AddRange(attributes);
        model.Graph.Node.Add(node);
        return this;
    }

    public NetworkGraph Load(OnnxImportOptions? options = null) => OnnxImporter.Load(model.ToByteArray(), "test.onnx", options);

    /// <summary>The error with which the model is refused.</summary>
    public EdgeCnnException Refused(OnnxImportOptions? options = null) => Assert.ThrowsAny<EdgeCnnException>(() => Load(options));

    /// <summary>Runs the model; inputs and result are in ONNX's order, the result as real numbers.</summary>
    public float[] Run(params float[][] inputs) => RunAll(null, inputs)[0];

    public float[][] RunAll(OnnxImportOptions? options, params float[][] inputs)
    {
        NetworkGraph graph = Load(options);
        var session = InferenceSession.Create(graph, new SessionOptions { WithoutPasses = [.. (options?.WithoutPasses ?? []).Except(["turn-pictures"])] });
        for (int i = 0; i < inputs.Length; i++)
        {
            TensorInfo info = session.Inputs[i];
            float[] values = Turns(graph, info) ? Turned(inputs[i], info.Shape, toLast: true) : inputs[i];
            if (info.Type == DataType.Float32)
                session.SetInput<float>(i, values);
            else if (info.Type == DataType.Int64)
                session.SetInput<long>(i, [.. values.Select(value => (long)value)]);
            else if (info.Type == DataType.UInt8)
                session.SetInput<byte>(i, [.. values.Select(value => (byte)value)]);
            else
                session.SetInput<sbyte>(i, [.. values.Select(value => (sbyte)value)]);
        }

        session.Run();
        return [.. session.Outputs.Select((info, i) =>
        {
            float[] values = info.Type switch
            {
                DataType.Float32 => Copy<float>(session, i, info, value => value),
                DataType.Int64 => Copy<long>(session, i, info, value => value),
                DataType.Int32 => Copy<int>(session, i, info, value => value),
                DataType.Int8 => Copy<sbyte>(session, i, info, value => value),
                _ => Copy<byte>(session, i, info, value => value),
            };
            return Turns(graph, info) ? Turned(values, info.Shape, toLast: false) : values;
        })];
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    public static AttributeProto Floats(string name, params float[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static TensorProto Tensor<T>(string name, long[] dims, params T[] values)
        where T : unmanaged
    {
        int type = default(T) switch
        {
            float => OnnxType.Float,
            double => OnnxType.Double,
            Half => OnnxType.Float16,
            long => OnnxType.Int64,
            int => OnnxType.Int32,
            sbyte => OnnxType.Int8,
            byte => OnnxType.UInt8,
            _ => throw new NotSupportedException(),
        };
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values).ToArray()) };
        tensor.Dims.AddRange(dims);
        return tensor;
    }

    private static float[] Copy<T>(InferenceSession session, int index, TensorInfo info, Func<T, float> convert)
        where T : unmanaged
    {
        var values = new T[info.Shape.Elements];
        session.CopyOutput<T>(index, values);
        return [.. values.Select(convert)];
    }

    private static bool Turns(NetworkGraph graph, TensorInfo info) => info.Shape.Rank == 4 && !graph.KeptLayout.Contains(info.Name);

    private static float[] Turned(float[] values, Shape nhwc, bool toLast)
    {
        float[] turned = new float[values.Length];
        int c = nhwc[3], plane = nhwc[1] * nhwc[2];
        for (int i = 0; i < values.Length; i++)
        {
            int last = ((i / (c * plane)) * c * plane) + (i % plane * c) + (i / plane % c);
            turned[toLast ? last : i] = values[toLast ? i : last];
        }

        return turned;
    }
}
