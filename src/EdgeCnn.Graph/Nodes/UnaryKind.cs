using System.Text.Json.Serialization;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Graph.Nodes;

/// <summary>Functions of one value; α and β are the node's parameters. Names and formulas are ONNX's.</summary>
[JsonConverter(typeof(StrictEnumConverter<UnaryKind>))]
public enum UnaryKind
{
    /// <summary>|x|</summary>
    Abs,

    /// <summary>−x</summary>
    Neg,

    /// <summary>eˣ</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>√x</summary>
    Sqrt,

    /// <summary>1 / x</summary>
    Reciprocal,

    /// <summary>⌊x⌋</summary>
    Floor,

    /// <summary>⌈x⌉</summary>
    Ceil,

    /// <summary>The nearest integer, half to even.</summary>
    Round,

    /// <summary>−1, 0 or 1</summary>
    Sign,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>Logical not; bool only.</summary>
    Not,

    /// <summary>1 / (1 + e⁻ˣ)</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x if x ≥ 0, else α·x</summary>
    LeakyRelu,

    /// <summary>x if x ≥ 0, else α·(eˣ − 1)</summary>
    Elu,

    /// <summary>β·x if x &gt; 0, else β·α·(eˣ − 1)</summary>
    Selu,

    /// <summary>max(0, x) + min(0, α·(e^(x/α) − 1))</summary>
    Celu,

    /// <summary>max(0, min(1, α·x + β))</summary>
    HardSigmoid,

    /// <summary>x·max(0, min(1, x/6 + 0.5))</summary>
    HardSwish,

    /// <summary>x·sigmoid(α·x)</summary>
    Swish,

    /// <summary>x·tanh(ln(1 + eˣ))</summary>
    Mish,

    /// <summary>ln(1 + eˣ)</summary>
    Softplus,

    /// <summary>x / (1 + |x|)</summary>
    Softsign,

    /// <summary>0.5·x·(1 + erf(x/√2))</summary>
    Gelu,

    /// <summary>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))</summary>
    GeluTanh,

    /// <summary>x if x &gt; α, else 0</summary>
    ThresholdedRelu,

    /// <summary>x + β if x &lt; −α, x − β if x &gt; α, else 0</summary>
    Shrink,

    /// <summary>min(max(x, α), β)</summary>
    Clip,
}
