using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeCnn.Graph.Format;

/// <summary>Reads a model file; the constants of the graph point into the file's memory.</summary>
public static class EcnnReader
{
    /// <summary>Maps a file and reads it.</summary>
    /// <remarks>The file stays mapped until the process ends; the file must not shrink meanwhile, so replace it by renaming.</remarks>
    /// <exception cref="ModelFormatException">The file is damaged or not a model; the message names the offset.</exception>
    /// <exception cref="GraphException">The network contradicts itself; all findings are named.</exception>
    /// <exception cref="EdgeCnnException">The file cannot be opened.</exception>
    public static NetworkGraph Read(string path) => Read(MappedWeights.Open(path), path);

    /// <summary>Reads a model that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="ModelFormatException">The bytes are damaged or not a model.</exception>
    /// <exception cref="GraphException">The network contradicts itself.</exception>
    public static NetworkGraph Read(ReadOnlyMemory<byte> file, string source = "model")
    {
        ReadOnlySpan<byte> bytes = file.Span;
        var layout = EcnnLayout.Read(bytes, source);
        int dataStart = (int)layout.DataStart;
        if (Crc32.Compute(bytes[EcnnLayout.PrefixLength..dataStart]) != layout.HeaderCrc)
            throw EcnnLayout.Damaged(source, EcnnLayout.PrefixLength, "header");
        if (Crc32.Compute(bytes[dataStart..]) != layout.DataCrc)
            throw EcnnLayout.Damaged(source, dataStart, "data section");
        ReadOnlyMemory<byte> json = file.Slice(EcnnLayout.PrefixLength, (int)layout.HeaderLength);
        EcnnHeader header = PlainHeader.TryRead(json) ?? ParseHeader(json.Span, source);
        return GraphValidator.Validated(ToGraph(header, file[dataStart..], dataStart, source));
    }

    private static EcnnHeader ParseHeader(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, EcnnJson.Default.EcnnHeader)
                ?? throw new ModelFormatException(source, EcnnLayout.PrefixLength, "the header is null. Write the model again.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            long at = EcnnLayout.PrefixLength + (error is JsonException { BytePositionInLine: { } column, LineNumber: { } line } ? LineStart(json, line) + column : 0);
            throw new ModelFormatException(source, at, $"the header is not what FORMAT.md says: {error.Message} Write the model again, with this version.", error);
        }
    }

    // Our own headers are one line; other people's may be more.
    private static long LineStart(ReadOnlySpan<byte> json, long line)
    {
        int start = 0;
        for (; line > 0 && json[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        return start;
    }

    private static NetworkGraph ToGraph(EcnnHeader header, ReadOnlyMemory<byte> data, int dataStart, string source)
    {
        var tensors = new NamedTable<TensorInfo>.Builder();
        var constants = new NamedTable<ReadOnlyMemory<byte>>.Builder();
        foreach (EcnnTensor tensor in header.Tensors.IsDefault ? [] : header.Tensors)
        {
            if (tensor?.Name is null || !tensors.TryAdd(tensor.Name, new TensorInfo(tensor.Name, tensor.Type, tensor.Shape, tensor.Quant)))
                throw new ModelFormatException(source, EcnnLayout.PrefixLength, $"tensor '{tensor?.Name}' is nameless or there twice. Write the model again.");
            if (tensor.Offset is not { } offset)
                continue;
            if (!tensor.Shape.IsValid)
                throw new ModelFormatException(source, EcnnLayout.PrefixLength, $"tensor '{tensor.Name}' has a shape out of range: {tensor.Shape}. Write the model again.");
            long length = (long)tensor.Shape.Elements * tensor.Type.SizeBytes();
            if (offset < 0 || offset % EcnnLayout.Alignment != 0 || offset > data.Length - length)
                throw new ModelFormatException(source, dataStart + Math.Clamp(offset, 0, data.Length), $"tensor '{tensor.Name}' wants {length} bytes at {offset} of a data section of {data.Length} bytes, aligned to {EcnnLayout.Alignment}. Write the model again.");
            constants.Add(tensor.Name, data.Slice((int)offset, (int)length));
        }

        return new NetworkGraph
        {
            Name = header.Name,
            Inputs = header.Inputs.IsDefault ? [] : header.Inputs,
            Outputs = header.Outputs.IsDefault ? [] : header.Outputs,
            Tensors = tensors.ToImmutable(),
            Constants = constants.ToImmutable(),
            Nodes = header.Nodes.IsDefault ? [] : header.Nodes,
            KeptLayout = header.KeptLayout is { IsDefault: false } kept ? kept : [],
            Contract = header.Contract,
            Provenance = header.Provenance,
        };
    }
}
