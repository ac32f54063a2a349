using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Export;

/// <summary>
/// Which operator set a file names: <see cref="OnnxFormat.ExportOpset"/>, or the oldest one that has every operator of the
/// graph in its own form. A newer set than needed would shut out older readers.
/// </summary>
internal static class ExportOpsets
{
    public static long Of(NetworkGraph graph) => graph.Nodes.Select(node => Needed(graph, node)).Append(OnnxFormat.ExportOpset).Max();

    /// <summary>The IR version that came with an operator set.</summary>
    public static long IrVersion(long opset) => opset switch
    {
        <= 18 => OnnxFormat.ExportIrVersion,
        <= 20 => 9,
        <= 22 => 10,
        23 => 11,
        _ => 12,
    };

    private static long Needed(NetworkGraph graph, Node node) => node switch
    {
        UnaryNode { Kind: UnaryKind.Mish } => 18,
        UnaryNode { Kind: UnaryKind.Gelu or UnaryKind.GeluTanh } => 20,
        UnaryNode { Kind: UnaryKind.Swish } => 24,
        AveragePoolNode { Window: { DilationH: > 1 } or { DilationW: > 1 } } => 19,
        PadNode { Mode: PadMode.Wrap } => 19,
        ResizeNode { Coordinates: ResizeCoordinates.HalfPixelSymmetric } => 19,
        ResizeNode { Antialias: true } => 18,
        ResizeNode resize when ResizeExport.NeedsPolicy(resize, graph.Tensor(node.Inputs[0]).Shape) => 18,
        ReduceNode { Kind: ReduceKind.Max or ReduceKind.Min } when graph.Tensor(node.Output).Type == DataType.Bool => 20,
        _ => 0,
    };
}
