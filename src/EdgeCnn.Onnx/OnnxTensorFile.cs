using EdgeCnn.Graph;
using EdgeCnn.Onnx.Import;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx;

/// <summary>One tensor of an ONNX test folder (a serialized TensorProto).</summary>
/// <param name="Info">Name, type and shape as ONNX has them: NCHW.</param>
/// <param name="Data">The elements, little-endian.</param>
public sealed record OnnxTensorFile(TensorInfo Info, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="EdgeCnnException">The file is missing, damaged, or of an element type that this build does not know.</exception>
    public static OnnxTensorFile Load(string path)
    {
        try
        {
            TensorProto proto = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
            OnnxTensor tensor = OnnxTensor.Read(proto, path);
            return new OnnxTensorFile(new TensorInfo(proto.Name, tensor.Type, tensor.Shape), tensor.Data);
        }
        // Google.Protobuf's own kind is an IOException too, and some of its slips are none.
        catch (Exception error) when (error is InvalidProtocolBufferException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new ModelFormatException(path, 0, $"not an ONNX tensor: {error.Message} Write or download it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    /// <summary>The elements in the order of a model's input or output: [N, H, W, C] for a map, else as they are.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="tensor">The input or output.</param>
    public ReadOnlyMemory<byte> For(NetworkGraph graph, string tensor) =>
        Info.Shape.Rank == 4 && !graph.KeptLayout.Contains(tensor) ? AxisOrder.Permute(Data.Span, Info.Shape, Info.Type.SizeBytes(), [0, 2, 3, 1]) : Data;

    /// <summary>An output of a model with its axes as in ONNX: the opposite of <see cref="For"/>.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="tensor">An input or output of it.</param>
    /// <param name="values">Its elements.</param>
    public static OnnxTensorFile FromModel(NetworkGraph graph, TensorInfo tensor, ReadOnlyMemory<byte> values)
    {
        Shape s = tensor.Shape;
        return s.Rank == 4 && !graph.KeptLayout.Contains(tensor.Name)
            ? new OnnxTensorFile(tensor with { Shape = new Shape(s[0], s[3], s[1], s[2]) }, AxisOrder.Permute(values.Span, s, tensor.Type.SizeBytes(), [0, 3, 1, 2]))
            : new OnnxTensorFile(tensor, values);
    }
}
