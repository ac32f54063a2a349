using EdgeCnn.Graph;

namespace EdgeCnn.Runtime;

/// <summary>A tensor of a plan.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">The tensor whose values it has: another one where Reshapes lie between.</param>
/// <param name="Type">Element type, as the kernels see it.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Bytes">Bytes of all elements.</param>
/// <param name="ArenaOffset">First byte in the arena; null for a constant, which lies in the model.</param>
public sealed record PlanTensorSummary(string Name, string Origin, DataType Type, Shape Shape, long Bytes, long? ArenaOffset)
{
    /// <summary>For example <c>UInt8[1,28,28,32]</c>.</summary>
    public override string ToString() => $"{Type}{Shape}";
}
