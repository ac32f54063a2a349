using EdgeCnn.Graph;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Onnx.Import;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx;

/// <summary>Reads an ONNX file into a graph, NHWC inside; QDQ form becomes integer layers.</summary>
public static class OnnxImporter
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is not an ONNX model.</exception>
    /// <exception cref="UnsupportedOperatorException">A node is beyond this build.</exception>
    /// <exception cref="GraphException">The network contradicts itself.</exception>
    public static NetworkGraph Load(string path)
    {
        try
        {
            return Load(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EdgeCnnException($"{path}: cannot be read: {error.Message}", ExitCode.BadData, error);
        }
    }

    /// <summary>Reads a model that is in memory.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static NetworkGraph Load(ReadOnlySpan<byte> file, string source = "model")
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(file);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new ModelFormatException(source, 0, $"not an ONNX model: {error.Message}", error);
        }

        if (model.Graph is null || model.Graph.Node.Count == 0)
            throw new ModelFormatException(source, 0, "not an ONNX model: it holds no graph with nodes.");
        long opset = model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 0;
        if (opset is < OnnxFormat.OldestOpset or > OnnxFormat.NewestOpset)
            throw new ModelFormatException(source, 0, $"operator set {opset}, this build reads {OnnxFormat.OldestOpset} to {OnnxFormat.NewestOpset}. Export the model again with opset {OnnxFormat.ExportOpset}.");
        string? contract = model.MetadataProps.FirstOrDefault(entry => entry.Key == OnnxFormat.ContractKey)?.Value;
        NetworkGraph graph = new GraphReader(model.Graph, opset, source).Read();
        return GraphPasses.Run(contract is null ? graph : graph with { Contract = InputContract.FromJson(contract, source) });
    }
}
