using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Import;

/// <summary>A constant's type, shape and little-endian bytes; unlike a tensor of a graph it may have no elements.</summary>
internal sealed record OnnxTensor(DataType Type, Shape Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads a constant in either of ONNX's forms (raw or typed data).</summary>
    /// <exception cref="ModelFormatException">Type, shape and data do not fit, or the data lies in another file.</exception>
    public static OnnxTensor Read(TensorProto proto, string source)
    {
        ModelFormatException Wrong(string detail) => new(source, 0, $"constant '{proto.Name}': {detail}");
        if (proto.DataLocation != 0 || proto.ExternalData.Count > 0)
            throw Wrong("its data lies in another file, which is refused. Save the model with its weights inside.");
        DataType type = OnnxType.From(proto.DataType) ?? throw Wrong($"element type {OnnxType.NameOf(proto.DataType)} is not supported. Export the model in float32, or quantized to 8 bits.");
        if (proto.Dims.Count > 16 || proto.Dims.Any(d => d is < 0 or > int.MaxValue) || new Shape([.. proto.Dims.Select(d => (int)Math.Max(d, 1))]) is not { IsValid: true })
            throw Wrong($"shape [{string.Join(',', proto.Dims.Take(8))}] is out of range.");
        Shape shape = new([.. proto.Dims.Select(d => (int)d)]);
        ReadOnlyMemory<byte> data = proto.DataType is OnnxType.Double or OnnxType.Float16 ? Narrowed(proto) : proto.HasRawData ? proto.RawData.Memory : Typed(proto, type);
        return data.Length == (long)shape.Elements * type.SizeBytes()
            ? new OnnxTensor(type, shape, data)
            : throw Wrong($"{type}{shape} wants {(long)shape.Elements * type.SizeBytes()} bytes, got {data.Length}.");
    }

    /// <summary>The elements as C# values.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data.Span);

    /// <summary>The elements of any integer type.</summary>
    public long[] Integers() => Type switch
    {
        DataType.Int64 => Values<long>().ToArray(),
        DataType.Int32 => [.. Values<int>().ToArray().Select(value => (long)value)],
        DataType.Int8 => [.. Values<sbyte>().ToArray().Select(value => (long)value)],
        _ => [.. Data.ToArray().Select(value => (long)value)],
    };

    // Float16 lies in the low halves of int32 where it is not raw.
    private static byte[] Narrowed(TensorProto proto)
    {
        ReadOnlySpan<byte> raw = proto.RawData.Span;
        float[] values = proto.DataType == OnnxType.Double
            ? [.. (proto.HasRawData ? MemoryMarshal.Cast<byte, double>(raw).ToArray() : [.. proto.DoubleData]).Select(value => (float)value)]
            : [.. (proto.HasRawData ? MemoryMarshal.Cast<byte, Half>(raw).ToArray() : [.. proto.Int32Data.Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))]).Select(value => (float)value)];
        return MemoryMarshal.AsBytes<float>(values).ToArray();
    }

    private static byte[] Typed(TensorProto proto, DataType type) => type switch
    {
        DataType.Float32 => MemoryMarshal.AsBytes<float>(proto.FloatData.ToArray()).ToArray(),
        DataType.Int32 => MemoryMarshal.AsBytes<int>(proto.Int32Data.ToArray()).ToArray(),
        DataType.Int64 => MemoryMarshal.AsBytes<long>(proto.Int64Data.ToArray()).ToArray(),
        _ => [.. proto.Int32Data.Select(value => (byte)value)],
    };
}
