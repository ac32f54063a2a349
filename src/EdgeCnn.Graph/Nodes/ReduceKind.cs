using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Functions of all values along some axes. Names and formulas are ONNX's.</summary>
[JsonConverter(typeof(StrictEnumConverter<ReduceKind>))]
public enum ReduceKind
{
    /// <summary>Σx</summary>
    Sum,

    /// <summary>Σx / n</summary>
    Mean,

    /// <summary>The greatest.</summary>
    Max,

    /// <summary>The least.</summary>
    Min,

    /// <summary>Πx</summary>
    Prod,

    /// <summary>Σ|x|</summary>
    L1,

    /// <summary>√Σx²</summary>
    L2,

    /// <summary>ln Σx</summary>
    LogSum,

    /// <summary>ln Σeˣ, shifted by the greatest x.</summary>
    LogSumExp,

    /// <summary>Σx²</summary>
    SumSquare,
}
