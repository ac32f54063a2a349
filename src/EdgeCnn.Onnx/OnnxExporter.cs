using EdgeCnn.Graph;
using EdgeCnn.Onnx.Export;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx;

/// <summary>
/// Writes a graph as ONNX: float as it is, integer layers in QDQ form, opset 17 or the first one that has all operators. What the
/// importer reads comes back and computes the same.
/// </summary>
public static class OnnxExporter
{
    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="GraphException">A node has no ONNX form.</exception>
    public static void Save(NetworkGraph graph, string path, OnnxExportOptions? options = null) =>
        AtomicFile.Write(path, stream => stream.Write(ToBytes(graph, options ?? new OnnxExportOptions())));

    /// <summary>The bytes of the file; equal graphs give equal bytes.</summary>
    /// <exception cref="GraphException">A node has no ONNX form.</exception>
    public static byte[] ToBytes(NetworkGraph graph) => ToBytes(graph, new OnnxExportOptions());

    /// <inheritdoc cref="ToBytes(NetworkGraph)"/>
    public static byte[] ToBytes(NetworkGraph graph, OnnxExportOptions options)
    {
        var writer = new GraphWriter(graph, options);
        var model = new ModelProto
        {
            IrVersion = ExportOpsets.IrVersion(writer.Opset),
            ProducerName = "edgecnn",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = writer.Write(),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = writer.Opset });
        foreach (var (key, value) in graph.Provenance)
            model.MetadataProps.Add(new StringStringEntryProto { Key = $"edgecnn.{key}", Value = value });
        if (graph.Contract is { } contract)
            model.MetadataProps.Add(new StringStringEntryProto { Key = OnnxFormat.ContractKey, Value = contract.ToJson() });
        return model.ToByteArray();
    }
}
