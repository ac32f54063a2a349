using EdgeCnn.Graph;

namespace EdgeCnn.Onnx;

/// <summary>An ONNX node that this build cannot read; names node, operator, operator set, and the attribute where it is one.</summary>
public sealed class UnsupportedOperatorException(string node, string op, long opset, string detail)
    : EdgeCnnException($"ONNX node '{node}': {op} (opset {opset}): {detail}")
{
    /// <summary>The operator's name.</summary>
    public string Operator { get; } = op;
}
