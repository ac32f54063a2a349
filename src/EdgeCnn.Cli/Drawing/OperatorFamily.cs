namespace EdgeCnn.Cli.Drawing;

/// <summary>What kind of work an operator does; each has a colour.</summary>
internal enum OperatorFamily
{
    /// <summary>Layers with weights, and matrix products.</summary>
    Convolution,

    /// <summary>Windows without weights.</summary>
    Pooling,

    /// <summary>Each result from the values at its place.</summary>
    Elementwise,

    /// <summary>One result from many values, and normalization by such.</summary>
    Reduction,

    /// <summary>Values in other places.</summary>
    Movement,

    /// <summary>Between real numbers and codes.</summary>
    Quantization,
}

/// <summary>Which operator belongs to which family.</summary>
internal static class OperatorFamilies
{
    /// <summary>The family of an operator by its name; what nobody has listed is element-wise. A layer stays one with an addition in its store.</summary>
    public static OperatorFamily Of(string op) => op.Split('+')[0] switch
    {
        "Conv2d" or "DepthwiseConv2d" or "Dense" or "MatMul" => OperatorFamily.Convolution,
        "MaxPool" or "AveragePool" or "GlobalAveragePool" or "MaxPoolIndices" => OperatorFamily.Pooling,
        "Softmax" or "Reduce" or "Arg" or "TopK" or "Lrn" => OperatorFamily.Reduction,
        "Concat" or "Transpose" or "Slice" or "Pad" or "Expand" or "Tile" or "Gather" or "Resize" => OperatorFamily.Movement,
        "QuantizeLinear" or "DequantizeLinear" => OperatorFamily.Quantization,
        _ => OperatorFamily.Elementwise,
    };

    /// <summary>What the legend says.</summary>
    public static string Label(this OperatorFamily family) => family switch
    {
        OperatorFamily.Convolution => "convolution, dense",
        OperatorFamily.Pooling => "pooling",
        OperatorFamily.Elementwise => "element-wise",
        OperatorFamily.Reduction => "softmax, reduction",
        OperatorFamily.Movement => "movement",
        _ => "quantization",
    };
}
