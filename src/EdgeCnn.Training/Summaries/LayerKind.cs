using System.Globalization;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Summaries;

/// <summary>What a layer does, in a few words.</summary>
internal static class LayerKind
{
    private const string Suffix = "Layer";

    public static string Of(Layer layer)
    {
        string[] words = layer switch
        {
            Conv2dLayer conv => [$"Conv2d {Size(conv.Kernel)}", Stride(conv.Stride), conv.Dilation == (1, 1) ? "" : $"dilation {Size(conv.Dilation)}", conv.Groups == 1 ? "" : $"{conv.Groups} groups", Activation(conv.Activation)],
            DepthwiseConv2dLayer depthwise => [$"DepthwiseConv2d {Size(depthwise.Kernel)}", Stride(depthwise.Stride), Activation(depthwise.Activation)],
            DenseLayer dense => ["Dense", Activation(dense.Activation)],
            PoolLayer pool => [$"{Plain(pool)} {Size(pool.Size)}", pool.Stride is { } stride && stride != pool.Size ? $"stride {Size(stride)}" : ""],
            BatchNormLayer norm => ["BatchNorm", Activation(norm.Activation)],
            DropoutLayer dropout => [string.Create(CultureInfo.InvariantCulture, $"Dropout {dropout.Rate:0.##}")],
            ActivationLayer activation => [activation.Kind.ToString()],
            ReluLayer relu => [Activation(relu.Kind)],
            AddLayer add => ["Add", Activation(add.Activation)],
            _ => [Plain(layer)],
        };
        return string.Join(", ", words.Where(word => word.Length > 0));
    }

    private static string Plain(Layer layer)
    {
        string name = layer.GetType().Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    private static string Size((int H, int W) size) => $"{size.H}×{size.W}";

    private static string Stride((int H, int W) stride) => stride == (1, 1) ? "" : stride.H == stride.W ? $"stride {stride.H}" : $"stride {Size(stride)}";

    private static string Activation(ActivationKind kind) => kind switch { ActivationKind.None => "", ActivationKind.Relu => "ReLU", ActivationKind.Relu6 => "ReLU6", _ => kind.ToString() };
}
