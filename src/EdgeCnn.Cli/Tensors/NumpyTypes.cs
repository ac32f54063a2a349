using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>What NumPy calls our element types.</summary>
internal static class NumpyTypes
{
    /// <summary>What a header calls the type.</summary>
    public static string Descr(this DataType type) => type switch
    {
        DataType.Float32 => "<f4",
        DataType.UInt8 => "|u1",
        DataType.Int8 => "|i1",
        DataType.Int32 => "<i4",
        DataType.Int64 => "<i8",
        _ => "|b1",
    };
}
