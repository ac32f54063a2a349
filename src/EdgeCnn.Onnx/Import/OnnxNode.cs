using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Import;

/// <summary>One ONNX node with its attributes; an attribute that nobody has read is an error, never ignored.</summary>
internal sealed class OnnxNode
{
    private readonly NodeProto proto;
    private readonly Dictionary<string, AttributeProto> unread = [];

    public OnnxNode(NodeProto proto, long opset, int index)
    {
        this.proto = proto;
        Opset = opset;
        Name = proto.Name.Length > 0 ? proto.Name : $"{proto.OpType}_{index}";
        foreach (AttributeProto attribute in proto.Attribute)
        {
            if (!unread.TryAdd(attribute.Name, attribute))
                throw Unsupported($"attribute '{attribute.Name}' is given twice.");
        }
    }

    public string Name { get; }

    public string Op => proto.OpType;

    public string Domain => proto.Domain;

    public long Opset { get; }

    public IReadOnlyList<string> Inputs => proto.Input;

    public IReadOnlyList<string> Outputs => proto.Output;

    /// <summary>True if an optional input is given.</summary>
    public bool Has(int input) => input < proto.Input.Count && proto.Input[input].Length > 0;

    /// <summary>True if anybody may read an optional output.</summary>
    public bool Gives(int output) => output < proto.Output.Count && proto.Output[output].Length > 0;

    public string Input(int index) => Has(index) ? proto.Input[index] : throw Unsupported($"input {index} is missing.");

    /// <summary>True if an attribute is given and was not read yet.</summary>
    public bool HasAttribute(string name) => unread.ContainsKey(name);

    public int Int(string name, int fallback)
    {
        if (!unread.Remove(name, out var attribute))
            return fallback;
        return attribute.I is >= int.MinValue and <= int.MaxValue ? (int)attribute.I : throw Unsupported($"attribute {name} = {attribute.I} is out of range.");
    }

    public bool Flag(string name, bool fallback = false) => Int(name, fallback ? 1 : 0) switch
    {
        0 => false,
        1 => true,
        var other => throw Unsupported($"attribute {name} = {other}, expected 0 or 1."),
    };

    public float Float(string name, float fallback) => unread.Remove(name, out var attribute) ? attribute.F : fallback;

    public string Text(string name, string fallback) => unread.Remove(name, out var attribute) ? attribute.S.ToStringUtf8() : fallback;

    /// <summary>A list of any length, or null if the attribute is missing.</summary>
    public int[]? Ints(string name)
    {
        if (!unread.Remove(name, out var attribute))
            return null;
        if (attribute.Ints.Any(i => i is < int.MinValue or > int.MaxValue))
            throw Unsupported($"attribute {name} = [{string.Join(',', attribute.Ints.Take(8))}] is out of range.");
        return [.. attribute.Ints.Select(i => (int)i)];
    }

    /// <summary>A list of numbers of any size; empty if the attribute is missing.</summary>
    public long[] Longs(string name) => unread.Remove(name, out var attribute) ? [.. attribute.Ints] : [];

    /// <summary>A list of as many values as the fallback has.</summary>
    public int[] Ints(string name, params int[] fallback)
    {
        int[] values = Ints(name) ?? fallback;
        return values.Length == fallback.Length ? values : throw Unsupported($"attribute {name} = [{string.Join(',', values.Take(8))}], expected {fallback.Length} values.");
    }

    public float[]? Floats(string name) => unread.Remove(name, out var attribute) ? [.. attribute.Floats] : null;

    public TensorProto? Tensor(string name) => unread.Remove(name, out var attribute)
        ? attribute.T ?? throw Unsupported($"attribute {name} holds no tensor.")
        : null;

    /// <summary>An attribute with only one value that is supported.</summary>
    public void Require(string name, int value)
    {
        int given = Int(name, value);
        if (given != value)
            throw Unsupported($"attribute {name} = {given} is not supported, only {value}.");
    }

    /// <summary>An attribute that has no effect on the result.</summary>
    public void Ignore(string name) => unread.Remove(name);

    /// <summary>An axis as a number from 0, where a negative one counts from the end.</summary>
    public int Axis(int axis, int rank) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw Unsupported($"axis {axis} is not one of {rank}.");

    /// <summary>Throws if an attribute was not read.</summary>
    public void RequireAllRead()
    {
        if (unread.Values.FirstOrDefault() is not { } attribute)
            return;
        string value = attribute.Type switch
        {
            AttributeProto.Types.AttributeType.Int => $"{attribute.I}",
            AttributeProto.Types.AttributeType.Float => $"{attribute.F}",
            AttributeProto.Types.AttributeType.String => $"'{attribute.S.ToStringUtf8()}'",
            AttributeProto.Types.AttributeType.Ints => $"[{string.Join(',', attribute.Ints.Take(8))}]",
            _ => $"a {attribute.Type}",
        };
        throw Unsupported($"attribute {attribute.Name} = {value} is not supported.");
    }

    public UnsupportedOperatorException Unsupported(string detail) => new(Name, Op, Opset, detail);
}
