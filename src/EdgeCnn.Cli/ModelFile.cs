using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli;

/// <summary>Opens a model by its ending.</summary>
internal static class ModelFile
{
    /// <summary>True for a file that is read as ONNX.</summary>
    public static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="EdgeCnnException">The file is missing, damaged or beyond this build.</exception>
    public static NetworkGraph Open(string path, OnnxImportOptions? options = null) => IsOnnx(path) ? OnnxImporter.Load(path, options) : EcnnReader.Read(path);
}
