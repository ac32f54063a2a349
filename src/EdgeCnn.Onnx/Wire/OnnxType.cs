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
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int Double = 11;

    /// <summary>ONNX's names for the numbers, for messages; UNDEFINED first.</summary>
    private static readonly string[] Names =
    [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE",
        "UINT32", "UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16",
    ];

    public static int Of(DataType type) => type switch
    {
        DataType.Float32 => Float,
        DataType.UInt8 => UInt8,
        DataType.Int8 => Int8,
        DataType.Int64 => Int64,
        DataType.Bool => Bool,
        _ => Int32,
    };

    /// <summary>Our type for ONNX's number, or null if this build has none. Real numbers of any width are Float32 here.</summary>
    public static DataType? From(long type) => type switch
    {
        Float or Float16 or Double => DataType.Float32,
        UInt8 => DataType.UInt8,
        Int8 => DataType.Int8,
        Int32 => DataType.Int32,
        Int64 => DataType.Int64,
        Bool => DataType.Bool,
        _ => null,
    };

    /// <summary>ONNX's name for the number.</summary>
    public static string NameOf(long type) => type >= 0 && type < Names.Length ? Names[type] : $"type {type}";
}
