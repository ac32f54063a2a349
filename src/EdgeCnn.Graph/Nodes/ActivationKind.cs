using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Functions of one value.</summary>
[JsonConverter(typeof(StrictEnumConverter<ActivationKind>))]
public enum ActivationKind
{
    /// <summary>x</summary>
    None,

    /// <summary>max(x, 0)</summary>
    Relu,
}
