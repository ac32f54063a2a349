using EdgeCnn.Graph;

namespace EdgeCnn.Onnx;

/// <summary>How an ONNX file is read.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>Shapes of inputs, in ONNX's order of axes, where the file leaves dimensions open or others are wanted; each names an input of the file.</summary>
    public IReadOnlyDictionary<string, Shape> InputShapes { get; init; } = new Dictionary<string, Shape>();

    /// <summary>
    /// Values of inputs that the network's shapes or weights depend on (a target shape, scales, weights given from outside). Asked
    /// only for inputs that must be known when the model is loaded; such an input is part of the model afterwards. A value has
    /// the input's type and shape; null for an input without one.
    /// </summary>
    public Func<string, OnnxTensorFile?> InputValues { get; init; } = _ => null;

    /// <summary>Names of passes that are left out, to find the one that makes a difference; <see cref="OnnxImporter.Passes"/> lists them.</summary>
    public IReadOnlyCollection<string> WithoutPasses { get; init; } = [];

    /// <summary>
    /// The most bytes that constants may take which the file does not hold but computes (ConstantOfShape, Expand, …); null for
    /// 16 times the file and 64 MiB.
    /// </summary>
    public long? MaxComputedBytes { get; init; }
}
