using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tensors;

/// <summary>Decides whether a file's array is what an input of a model takes; the one place that knows.</summary>
internal static class TensorMatch
{
    /// <summary>The array's bytes as the session takes them: equal type and equal shape, activations NHWC.</summary>
    /// <exception cref="EdgeCnnException">Type or shape differ; the message names both.</exception>
    public static ReadOnlyMemory<byte> Bytes(NumpyArray array, TensorInfo input, string source) =>
        array.Type == input.Type && array.Shape == input.Shape
            ? array.Data
            : throw new EdgeCnnException($"{source}: holds {array}, input '{input.Name}' takes {input.Type}{input.Shape}{(input.Shape.Rank == 4 ? " in the order NHWC" : "")}. Convert the array first: astype, transpose, reshape.");
}
