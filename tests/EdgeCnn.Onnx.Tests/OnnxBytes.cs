using EdgeCnn.Testing.Fuzzing;

namespace EdgeCnn.Onnx.Tests;

/// <summary>ONNX files written field by field, as an attacker would: nothing checks what they say.</summary>
/// <remarks>Source: field numbers of onnx.ai, "Open Neural Network Exchange Intermediate Representation".</remarks>
internal static class OnnxBytes
{
    private const int Float = 1, Int64 = 7;

    /// <summary>A file with the input x and the output y.</summary>
    /// <param name="input">The sizes of x.</param>
    /// <param name="parts">Nodes and initializers.</param>
    public static byte[] Model(long[] input, params IEnumerable<ProtoField> parts) => ProtoField.Encode(
    [
        ProtoField.Of(1, 8),
        ProtoField.Of(7, [.. parts, ProtoField.Of(2, "hostile"), Value(11, "x", input), Value(12, "y", [1, 1])]),
        ProtoField.Of(8, [ProtoField.Of(2, 17)]),
    ]);

    /// <summary>A node; its inputs and its output are separated by a space and an arrow: <c>x w > y</c>.</summary>
    public static ProtoField Node(string op, string edges, params IEnumerable<ProtoField> attributes)
    {
        string[] sides = edges.Split('>', StringSplitOptions.TrimEntries);
        return ProtoField.Of(1,
        [
            .. sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => ProtoField.Of(1, name)),
            .. sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => ProtoField.Of(2, name)),
            ProtoField.Of(3, $"the-{op}"),
            ProtoField.Of(4, op),
            .. attributes,
        ]);
    }

    /// <summary>An attribute of whole numbers.</summary>
    public static ProtoField Ints(string name, params long[] values) =>
        ProtoField.Of(5, [ProtoField.Of(1, name), .. values.Select(value => ProtoField.Of(8, value)), ProtoField.Of(20, 7)]);

    /// <summary>An attribute of one whole number.</summary>
    public static ProtoField Int(string name, long value) => ProtoField.Of(5, [ProtoField.Of(1, name), ProtoField.Of(3, value), ProtoField.Of(20, 2)]);

    /// <summary>An initializer of these sizes and so many bytes.</summary>
    public static ProtoField Constant(string name, long[] dims, int bytes, int type = Float) => ProtoField.Of(5,
        [.. dims.Select(dim => ProtoField.Of(1, dim)), ProtoField.Of(2, type), ProtoField.Of(8, name), ProtoField.Of(9, new byte[bytes])]);

    /// <summary>An initializer of one float.</summary>
    public static ProtoField Scalar(string name, float value) =>
        ProtoField.Of(5, [ProtoField.Of(2, Float), ProtoField.Of(8, name), ProtoField.Of(9, BitConverter.GetBytes(value))]);

    /// <summary>An initializer of whole numbers, as shapes are given.</summary>
    public static ProtoField Longs(string name, params long[] values) => ProtoField.Of(5,
        [ProtoField.Of(1, values.Length), ProtoField.Of(2, Int64), ProtoField.Of(8, name), ProtoField.Of(9, [.. values.SelectMany(BitConverter.GetBytes)])]);

    private static ProtoField Value(int number, string name, long[] dims) => ProtoField.Of(number,
        [ProtoField.Of(1, name), ProtoField.Of(2, [ProtoField.Of(1, [ProtoField.Of(1, Float), ProtoField.Of(2, dims.Select(dim => ProtoField.Of(1, [ProtoField.Of(1, dim)])))])])]);
}
