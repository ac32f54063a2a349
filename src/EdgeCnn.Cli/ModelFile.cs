using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;
using EdgeCnn.Onnx;

namespace EdgeCnn.Cli;

/// <summary>Opens a model by its ending.</summary>
internal static class ModelFile
{
    /// <exception cref="EdgeCnnException">The file is missing, damaged or beyond this build.</exception>
    public static NetworkGraph Open(string path) =>
        path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? OnnxImporter.Load(path) : EcnnReader.Read(path);
}
