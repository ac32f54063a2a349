using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>The content of a NumPy file.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes; a size may be 0.</param>
/// <param name="Data">The elements in C order, little-endian.</param>
internal sealed record NumpyArray(DataType Type, Shape Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>What was changed while reading, for the user to know; null if nothing was.</summary>
    public string? Note { get; init; }

    /// <summary>For example <c>Float32[1,28,28,1]</c>.</summary>
    public override string ToString() => $"{Type}{Shape}";
}
