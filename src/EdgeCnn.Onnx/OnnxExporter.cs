using EdgeCnn.Graph;
using EdgeCnn.Onnx.Export;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx;

/// <summary>Writes a graph as ONNX: float as it is, integer layers in QDQ form.</summary>
public static class OnnxExporter
{
    /// <summary>Writes a file whole or not at all.</summary>
    /// <exception cref="GraphException">A node has no ONNX form.</exception>
    public static void Save(NetworkGraph graph, string path) => AtomicFile.Write(path, stream => stream.Write(ToBytes(graph)));

    /// <summary>The bytes of the file; equal graphs give equal bytes.</summary>
    /// <exception cref="GraphException">A node has no ONNX form.</exception>
    public static byte[] ToBytes(NetworkGraph graph)
    {
        var model = new ModelProto
        {
            IrVersion = OnnxFormat.ExportIrVersion,
            ProducerName = "edgecnn",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = new GraphWriter(graph).Write(),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OnnxFormat.ExportOpset });
        foreach (var (key, value) in graph.Provenance)
            model.MetadataProps.Add(new StringStringEntryProto { Key = $"edgecnn.{key}", Value = value });
        if (graph.Contract is { } contract)
            model.MetadataProps.Add(new StringStringEntryProto { Key = OnnxFormat.ContractKey, Value = contract.ToJson() });
        return model.ToByteArray();
    }
}
