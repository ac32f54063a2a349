using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeCnn.Graph.Format;

/// <summary>Writes a model file; equal graphs give equal bytes.</summary>
public static class EcnnWriter
{
    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(NetworkGraph graph, string path) => AtomicFile.Write(path, stream => stream.Write(ToBytes(graph)));

    /// <summary>The bytes of the file.</summary>
    public static byte[] ToBytes(NetworkGraph graph)
    {
        var tensors = ImmutableArray.CreateBuilder<EcnnTensor>();
        long dataLength = 0;
        foreach (TensorInfo info in graph.Tensors.Values.OrderBy(info => info.Name, StringComparer.Ordinal))
        {
            long? offset = null;
            if (graph.Constants.ContainsKey(info.Name))
            {
                offset = EcnnLayout.Align(dataLength);
                dataLength = offset.Value + info.SizeBytes;
            }

            tensors.Add(new EcnnTensor(info.Name, info.Type, info.Shape, info.Quant, offset));
        }

        byte[] header = JsonSerializer.SerializeToUtf8Bytes(ToHeader(graph, tensors.ToImmutable()), EcnnJson.Default.EcnnHeader);
        int dataStart = (int)EcnnLayout.Align(EcnnLayout.PrefixLength + (long)header.Length);
        byte[] file = new byte[checked(dataStart + (int)dataLength)];
        header.CopyTo(file, EcnnLayout.PrefixLength);
        foreach (EcnnTensor tensor in tensors)
        {
            if (tensor.Offset is { } offset)
                graph.Constants[tensor.Name].Span.CopyTo(file.AsSpan(dataStart + (int)offset));
        }

        new EcnnLayout(
            (uint)header.Length,
            Crc32.Compute(file.AsSpan(EcnnLayout.PrefixLength, dataStart - EcnnLayout.PrefixLength)),
            (ulong)dataLength,
            Crc32.Compute(file.AsSpan(dataStart))).Write(file);
        return file;
    }

    private static EcnnHeader ToHeader(NetworkGraph graph, ImmutableArray<EcnnTensor> tensors) => new()
    {
        Name = graph.Name,
        Inputs = graph.Inputs,
        Outputs = graph.Outputs,
        Tensors = tensors,
        Nodes = graph.Nodes,
        KeptLayout = graph.KeptLayout.IsEmpty ? null : graph.KeptLayout,
        Contract = graph.Contract,
        Provenance = graph.Provenance,
    };
}
