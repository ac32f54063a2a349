using EdgeCnn.Graph;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli.Tensors;

/// <summary>Between arrays in files and a model's tensors; the one place that knows what fits and in which order of axes.</summary>
/// <param name="graph">The model.</param>
/// <param name="onnx">True if arrays have the axes of the ONNX file (maps are NCHW), false if they have those of the session (NHWC).</param>
internal sealed class TensorLayout(NetworkGraph graph, bool onnx)
{
    /// <summary>The array's bytes as the session takes them.</summary>
    /// <exception cref="EdgeCnnException">Type or shape differ; the message names both.</exception>
    public ReadOnlyMemory<byte> Bytes(NumpyArray array, TensorInfo input, string source)
    {
        Shape wanted = ShapeOf(input);
        if (array.Type != input.Type || array.Shape != wanted)
            throw new EdgeCnnException($"{source}: holds {array}, input '{input.Name}' takes {input.Type}{wanted}{(IsTurned(input) ? onnx ? " in the order NCHW" : " in the order NHWC" : "")}. Convert the array first (astype, transpose, reshape){(IsTurned(input) ? $", or say --layout {(onnx ? "nhwc" : "nchw")}" : "")}.");
        return onnx ? new OnnxTensorFile(new TensorInfo(input.Name, array.Type, array.Shape), array.Data).For(graph, input.Name) : array.Data;
    }

    /// <summary>An output as an array.</summary>
    public NumpyArray Array(TensorInfo output, ReadOnlyMemory<byte> bytes) =>
        new(output.Type, ShapeOf(output), onnx ? OnnxTensorFile.FromModel(graph, output, bytes).Data : bytes);

    private bool IsTurned(TensorInfo tensor) => tensor.Shape.Rank == 4 && !graph.KeptLayout.Contains(tensor.Name);

    private Shape ShapeOf(TensorInfo tensor) => onnx && IsTurned(tensor) ? new Shape(tensor.Shape[0], tensor.Shape[3], tensor.Shape[1], tensor.Shape[2]) : tensor.Shape;
}
