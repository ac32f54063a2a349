using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>The element types of NumPy files that are read and written.</summary>
internal enum NumpyType
{
    /// <summary><c>&lt;f4</c>.</summary>
    Float32,

    /// <summary><c>|u1</c>.</summary>
    UInt8,

    /// <summary><c>|i1</c>.</summary>
    Int8,

    /// <summary><c>&lt;i4</c>.</summary>
    Int32,

    /// <summary><c>&lt;i8</c>.</summary>
    Int64,

    /// <summary><c>|b1</c>, a byte 0 or 1.</summary>
    Bool,
}

/// <summary>Facts that follow from a <see cref="NumpyType"/>.</summary>
internal static class NumpyTypes
{
    /// <summary>What a header calls the type.</summary>
    public static string Descr(this NumpyType type) => type switch
    {
        NumpyType.Float32 => "<f4",
        NumpyType.UInt8 => "|u1",
        NumpyType.Int8 => "|i1",
        NumpyType.Int32 => "<i4",
        NumpyType.Int64 => "<i8",
        _ => "|b1",
    };

    /// <summary>Bytes of one element.</summary>
    public static int SizeBytes(this NumpyType type) => type switch
    {
        NumpyType.Int64 => 8,
        NumpyType.Float32 or NumpyType.Int32 => 4,
        _ => 1,
    };

    /// <summary>The type of a file that holds a tensor's elements as they are.</summary>
    public static NumpyType Of(DataType type) => type switch
    {
        DataType.Float32 => NumpyType.Float32,
        DataType.UInt8 => NumpyType.UInt8,
        DataType.Int8 => NumpyType.Int8,
        DataType.Int32 => NumpyType.Int32,
        _ => throw new EdgeCnnException($"tensors of type {type} have no NumPy form in this build."),
    };
}
