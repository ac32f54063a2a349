using EdgeCnn.Graph;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Onnx.Import;
using EdgeCnn.Onnx.Wire;
using Google.Protobuf;

namespace EdgeCnn.Onnx;

/// <summary>Reads an ONNX file into a graph, NHWC inside; QDQ form becomes integer layers.</summary>
public static class OnnxImporter
{
    private const long FreeBytes = 64 << 20;

    /// <summary>The names of the passes that an imported graph goes through, in their order.</summary>
    public static IReadOnlyList<string> Passes { get; } = [new TurnPictures().Name, .. GraphPasses.All.Select(pass => pass.Name)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is not an ONNX model.</exception>
    /// <exception cref="UnsupportedOperatorException">A node is beyond this build.</exception>
    /// <exception cref="GraphException">The network contradicts itself.</exception>
    /// <exception cref="EdgeCnnException">The file cannot be read, or <see cref="OnnxImportOptions.InputShapes"/> names an input that the model does not ask for.</exception>
    public static NetworkGraph Load(string path, OnnxImportOptions? options = null)
    {
        try
        {
            return Load(File.ReadAllBytes(path), path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    /// <summary>The inputs that a file asks its caller for, in their order, with shapes as in ONNX; open dimensions are 0.</summary>
    /// <inheritdoc cref="Load(string, OnnxImportOptions)"/>
    public static IReadOnlyList<TensorInfo> Inputs(string path)
    {
        try
        {
            ModelProto model = Parse(File.ReadAllBytes(path), path);
            HashSet<string> held = [.. model.Graph.Initializer.Select(tensor => tensor.Name)];
            return [.. model.Graph.Input.Where(input => !held.Contains(input.Name)).Select(input => new TensorInfo(
                input.Name,
                OnnxType.From(input.Type?.TensorType?.ElemType ?? 0) ?? DataType.Float32,
                new Shape([.. (input.Type?.TensorType?.Shape?.Dim ?? []).Select(dim => dim.DimValue is > 0 and <= int.MaxValue ? (int)dim.DimValue : 0)])))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EdgeCnnException.CannotRead(path, error);
        }
    }

    /// <summary>Reads a model that is in memory.</summary>
    /// <inheritdoc cref="Load(string, OnnxImportOptions)"/>
    public static NetworkGraph Load(ReadOnlySpan<byte> file, string source = "model", OnnxImportOptions? options = null)
    {
        options ??= new OnnxImportOptions();
        ModelProto model = Parse(file, source);
        Dictionary<string, long> opsets = [];
        foreach (OperatorSetIdProto set in model.OpsetImport)
            opsets[set.Domain is "ai.onnx" ? "" : set.Domain] = set.Version;
        long opset = opsets.GetValueOrDefault("");
        if (opset is < OnnxFormat.OldestOpset or > OnnxFormat.NewestOpset)
            throw new ModelFormatException(source, 0, $"operator set {opset}, this build reads {OnnxFormat.OldestOpset} to {OnnxFormat.NewestOpset}. Export the model again with opset {OnnxFormat.ExportOpset}.");
        string? contract = model.MetadataProps.FirstOrDefault(entry => entry.Key == OnnxFormat.ContractKey)?.Value;
        NetworkGraph graph = Guarded(source, () => new GraphReader(model.Graph, opsets, source, options, options.MaxComputedBytes ?? (FreeBytes + (16L * model.CalculateSize()))).Read());
        var turn = new TurnPictures(contract is null ? [] : [graph.Inputs[0]]);
        graph = options.WithoutPasses.Contains(turn.Name)
            ? graph with { KeptLayout = [.. graph.Inputs.Concat(graph.Outputs).Distinct().Where(name => graph.Tensor(name).Shape.Rank == 4)] }
            : turn.Run(graph);
        graph = GraphPasses.Run(graph, options.WithoutPasses);
        // A contract speaks of NHWC.
        return contract is null || options.WithoutPasses.Contains(turn.Name) ? graph : GraphValidator.Validated(graph with { Contract = InputContract.FromJson(contract, source) });
    }

    private static ModelProto Parse(ReadOnlySpan<byte> file, string source)
    {
        try
        {
            ModelProto model = ModelProto.Parser.ParseFrom(file);
            return model.Graph?.Node.Count > 0 ? model : throw new ModelFormatException(source, 0, "not an ONNX model: it holds no graph with nodes. Export or download it again.");
        }
        // Google.Protobuf lets some of its own slips out on hostile lengths.
        catch (Exception error) when (error is InvalidProtocolBufferException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new ModelFormatException(source, 0, $"not an ONNX model: {error.Message} Export or download it again.", error);
        }
    }

    // Sizes of a hostile file may leave 31 bits in many places; the arithmetic is checked and ends here.
    private static NetworkGraph Guarded(string source, Func<NetworkGraph> read)
    {
        try
        {
            return read();
        }
        catch (OverflowException error)
        {
            throw new ModelFormatException(source, 0, "a size in the model does not fit 31 bits. Export it again, with smaller shapes.", error);
        }
    }
}
