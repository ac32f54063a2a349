using EdgeCnn.Graph;

namespace EdgeCnn.Onnx.Wire;

/// <summary>ONNX's numbers for element types (TensorProto.DataType).</summary>
internal static class OnnxType
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int Int32 = 6;
    public const int Int64 = 7;

    public static int Of(DataType type) => type switch
    {
        DataType.Float32 => Float,
        DataType.UInt8 => UInt8,
        DataType.Int8 => Int8,
        _ => Int32,
    };
}
