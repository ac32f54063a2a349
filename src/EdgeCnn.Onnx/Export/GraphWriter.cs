using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Onnx.Wire;

namespace EdgeCnn.Onnx.Export;

/// <summary>
/// Writes a graph's nodes in their order, the mirror image of what the importer does: maps leave NHWC layers as NCHW and stay so
/// as long as those who read them can be told in that order; an 8-bit activation becomes the real numbers behind a
/// QuantizeLinear, DequantizeLinear pair (QDQ).
/// </summary>
internal sealed class GraphWriter(NetworkGraph graph, OnnxExportOptions options)
{
    /// <summary>The operator set that the nodes need.</summary>
    public long Opset { get; } = ExportOpsets.Of(graph);

    public GraphProto Write()
    {
        var onnx = new OnnxGraphBuilder(graph.Name, graph.Tensors.Keys);
        var places = new TensorPlaces(graph, onnx, options.KeepCodes);
        foreach (string input in graph.Inputs)
            places.AddInput(input);
        foreach (Node node in graph.Nodes)
            Write(node, new NodeExport(graph, onnx, places, node, Opset));
        foreach (string output in graph.Outputs)
            places.AddOutput(output);
        return onnx.Proto;
    }

    private static void Write(Node node, NodeExport export)
    {
        switch (node)
        {
            case Conv2dNode conv:
                ConvExport.Conv2d(export, conv);
                break;
            case DepthwiseConv2dNode conv:
                ConvExport.Depthwise(export, conv);
                break;
            case DenseNode dense:
                DenseExport.Dense(export, dense);
                break;
            case MatMulNode:
                DenseExport.MatMul(export);
                break;
            case MaxPoolNode pool:
                PoolExport.MaxPool(export, pool);
                break;
            case MaxPoolIndicesNode pool:
                PoolExport.MaxPoolIndices(export, pool);
                break;
            case AveragePoolNode pool:
                PoolExport.AveragePool(export, pool);
                break;
            case GlobalAveragePoolNode:
                PoolExport.GlobalAveragePool(export);
                break;
            case LrnNode lrn:
                PoolExport.Lrn(export, lrn);
                break;
            case ActivationNode activation:
                ElementwiseExport.Activation(export, activation);
                break;
            case UnaryNode unary:
                ElementwiseExport.Unary(export, unary);
                break;
            case AddNode:
                ElementwiseExport.Add(export);
                break;
            case BinaryNode binary:
                ElementwiseExport.Binary(export, binary);
                break;
            case WhereNode:
                ElementwiseExport.Where(export);
                break;
            case CastNode:
                ElementwiseExport.Cast(export);
                break;
            case SoftmaxNode softmax:
                ReduceExport.Softmax(export, softmax);
                break;
            case ReduceNode reduce:
                ReduceExport.Reduce(export, reduce);
                break;
            case ArgNode arg:
                ReduceExport.Arg(export, arg);
                break;
            case TopKNode top:
                ReduceExport.TopK(export, top);
                break;
            case ReshapeNode reshape:
                MoveExport.Reshape(export, reshape);
                break;
            case TransposeNode transpose:
                MoveExport.Transpose(export, transpose);
                break;
            case ConcatNode concat:
                MoveExport.Concat(export, concat);
                break;
            case SliceNode slice:
                MoveExport.Slice(export, slice);
                break;
            case PadNode pad:
                MoveExport.Pad(export, pad);
                break;
            case ExpandNode expand:
                MoveExport.Expand(export, expand);
                break;
            case TileNode tile:
                MoveExport.Tile(export, tile);
                break;
            case GatherNode gather:
                MoveExport.Gather(export, gather);
                break;
            case ResizeNode resize:
                ResizeExport.Resize(export, resize);
                break;
            case QuantizeLinearNode:
                QuantizeExport.QuantizeLinear(export);
                break;
            case DequantizeLinearNode dequantize:
                QuantizeExport.DequantizeLinear(export, dequantize);
                break;
            default:
                throw export.Unsupported("this operator is not known here");
        }
    }
}
