using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Functions of two values. Names and formulas are ONNX's.</summary>
[JsonConverter(typeof(StrictEnumConverter<BinaryKind>))]
public enum BinaryKind
{
    /// <summary>a + b</summary>
    Add,

    /// <summary>a − b</summary>
    Sub,

    /// <summary>a·b</summary>
    Mul,

    /// <summary>a / b; integers are truncated towards 0.</summary>
    Div,

    /// <summary>aᵇ</summary>
    Pow,

    /// <summary>The remainder of a / b, with the sign of b.</summary>
    Mod,

    /// <summary>The lesser one; NaN wins.</summary>
    Min,

    /// <summary>The greater one; NaN wins.</summary>
    Max,

    /// <summary>a if a ≥ 0, else a·b</summary>
    PRelu,

    /// <summary>a = b</summary>
    Equal,

    /// <summary>a &gt; b</summary>
    Greater,

    /// <summary>a ≥ b</summary>
    GreaterOrEqual,

    /// <summary>a &lt; b</summary>
    Less,

    /// <summary>a ≤ b</summary>
    LessOrEqual,

    /// <summary>a ∧ b; bool only.</summary>
    And,

    /// <summary>a ∨ b; bool only.</summary>
    Or,

    /// <summary>a ⊕ b; bool only.</summary>
    Xor,
}

/// <summary>Facts that follow from a <see cref="BinaryKind"/>.</summary>
public static class BinaryKinds
{
    /// <summary>True if the result is a bool whatever the inputs are.</summary>
    public static bool IsComparison(this BinaryKind kind) =>
        kind is BinaryKind.Equal or BinaryKind.Greater or BinaryKind.GreaterOrEqual or BinaryKind.Less or BinaryKind.LessOrEqual;

    /// <summary>True if the function is one of truth values.</summary>
    public static bool IsLogic(this BinaryKind kind) => kind is BinaryKind.And or BinaryKind.Or or BinaryKind.Xor;
}
