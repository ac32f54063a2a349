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

    /// <summary>min(max(x, 0), 6)</summary>
    Relu6,
}

/// <summary>Facts that follow from an <see cref="ActivationKind"/>.</summary>
public static class ActivationKinds
{
    /// <summary>Lower and upper bound of the result.</summary>
    public static (float Minimum, float Maximum) Bounds(this ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => (0f, float.PositiveInfinity),
        ActivationKind.Relu6 => (0f, 6f),
        _ => (float.NegativeInfinity, float.PositiveInfinity),
    };

    /// <summary>Lowest and highest code of the result: a bound on real numbers is the bound's code, since quantization keeps order.</summary>
    public static (int Minimum, int Maximum) CodeBounds(this ActivationKind kind, TensorInfo output)
    {
        var (minimum, maximum) = kind.Bounds();
        return (QuantParams.Quantize(minimum, output.Quant!.Scale, output.Quant.ZeroPoint, output.Type), QuantParams.Quantize(maximum, output.Quant.Scale, output.Quant.ZeroPoint, output.Type));
    }
}
