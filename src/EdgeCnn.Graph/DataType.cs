using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph;

/// <summary>The element types of tensors.</summary>
[JsonConverter(typeof(StrictEnumConverter<DataType>))]
public enum DataType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>0..255.</summary>
    UInt8,

    /// <summary>−128..127.</summary>
    Int8,

    /// <summary>32-bit two's complement; the type of biases of integer layers.</summary>
    Int32,

    /// <summary>64-bit two's complement; the type of indices and shapes.</summary>
    Int64,

    /// <summary>A byte: 0 is false, 1 is true.</summary>
    Bool,
}

/// <summary>Facts that follow from a <see cref="DataType"/>.</summary>
public static class DataTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeBytes(this DataType type) => type switch
    {
        DataType.Float32 or DataType.Int32 => 4,
        DataType.Int64 => 8,
        _ => 1,
    };

    /// <summary>True for the 8-bit types, whose values are codes of a <see cref="QuantParams"/>.</summary>
    public static bool IsCode(this DataType type) => type is DataType.UInt8 or DataType.Int8;

    /// <summary>Lowest code of an 8-bit type.</summary>
    public static int MinCode(this DataType type) => type == DataType.UInt8 ? 0 : -128;

    /// <summary>Highest code of an 8-bit type.</summary>
    public static int MaxCode(this DataType type) => type == DataType.UInt8 ? 255 : 127;
}
