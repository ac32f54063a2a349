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

    public string Input(int index) => Has(index) ? proto.Input[index] : throw Unsupported($"input {index} is missing.");

    public string Output => proto.Output.Count == 1 && proto.Output[0].Length > 0
        ? proto.Output[0]
        : throw Unsupported($"expected one output, got {proto.Output.Count}.");

    public int Int(string name, int fallback)
    {
        if (!unread.Remove(name, out var attribute))
            return fallback;
        return attribute.I is >= int.MinValue and <= int.MaxValue ? (int)attribute.I : throw Unsupported($"attribute {name} = {attribute.I} is out of range.");
    }

    public float Float(string name, float fallback) => unread.Remove(name, out var attribute) ? attribute.F : fallback;

    public int[] Ints(string name, params int[] fallback)
    {
        if (!unread.Remove(name, out var attribute))
            return fallback;
        if (attribute.Ints.Count != fallback.Length || attribute.Ints.Any(i => i is < int.MinValue or > int.MaxValue))
            throw Unsupported($"attribute {name} = [{string.Join(',', attribute.Ints.Take(8))}], expected {fallback.Length} values.");
        return [.. attribute.Ints.Select(i => (int)i)];
    }

    public TensorProto Tensor(string name) => unread.Remove(name, out var attribute) && attribute.T is { } tensor
        ? tensor
        : throw Unsupported($"attribute {name} with a tensor is missing.");

    /// <summary>An attribute with only one value that is supported.</summary>
    public void Require(string name, int value)
    {
        int given = Int(name, value);
        if (given != value)
            throw Unsupported($"attribute {name} = {given} is not supported, only {value}.");
    }

    /// <summary>A text attribute with only one value that is supported.</summary>
    public void Require(string name, string value)
    {
        if (unread.Remove(name, out var attribute) && attribute.S.ToStringUtf8() != value)
            throw Unsupported($"attribute {name} = '{attribute.S.ToStringUtf8()}' is not supported, only '{value}'.");
    }

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
