using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Import;

/// <summary>A constant's type, shape and little-endian bytes.</summary>
internal sealed record OnnxTensor(DataType Type, Shape Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads a constant in either of ONNX's forms (raw or typed data).</summary>
    /// <exception cref="ModelFormatException">Type, shape and data do not fit, or the data lies in another file.</exception>
    public static OnnxTensor Read(TensorProto proto, string source)
    {
        ModelFormatException Wrong(string detail) => new(source, 0, $"constant '{proto.Name}': {detail}");
        if (proto.DataLocation != 0 || proto.ExternalData.Count > 0)
            throw Wrong("its data lies in another file, which is refused. Save the model with its weights inside.");
        DataType type = proto.DataType switch
        {
            OnnxType.Float => DataType.Float32,
            OnnxType.UInt8 => DataType.UInt8,
            OnnxType.Int8 => DataType.Int8,
            OnnxType.Int32 => DataType.Int32,
            _ => throw Wrong($"element type {proto.DataType} is not supported."),
        };
        if (proto.Dims.Any(d => d is <= 0 or > int.MaxValue) || new Shape([.. proto.Dims.Select(d => (int)d)]) is not { IsValid: true } shape)
            throw Wrong($"shape [{string.Join(',', proto.Dims.Take(8))}] is out of range.");
        ReadOnlyMemory<byte> data = proto.HasRawData ? proto.RawData.Memory : Typed(proto, type);
        return data.Length == (long)shape.Elements * type.SizeBytes()
            ? new OnnxTensor(type, shape, data)
            : throw Wrong($"{type}{shape} wants {(long)shape.Elements * type.SizeBytes()} bytes, got {data.Length}.");
    }

    /// <summary>The elements as C# values.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data.Span);

    /// <summary>The tensor with its axes in another order.</summary>
    public OnnxTensor Permuted(int[] permutation) =>
        new(Type, new Shape([.. permutation.Select(axis => Shape[axis])]), AxisOrder.Permute(Data.Span, Shape, Type.SizeBytes(), permutation));

    private static byte[] Typed(TensorProto proto, DataType type) => type switch
    {
        DataType.Float32 => MemoryMarshal.AsBytes<float>(proto.FloatData.ToArray()).ToArray(),
        DataType.Int32 => MemoryMarshal.AsBytes<int>(proto.Int32Data.ToArray()).ToArray(),
        _ => [.. proto.Int32Data.Select(value => (byte)value)],
    };
}
