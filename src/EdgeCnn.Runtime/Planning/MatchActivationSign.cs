using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Planning;

/// <summary>
/// Gives every 8-bit activation the form that the kernel set wants: type changed, zero point moved by 128. Exact; codes
/// are converted only where they enter or leave the network; <see cref="QuantParams.CodeOffset"/> remembers the move. Plain 8-bit numbers, which have no scale, stay as they are.
/// </summary>
internal sealed class MatchActivationSign(ActivationSign sign) : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "match-activation-sign";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        DataType wanted = sign == ActivationSign.Unsigned ? DataType.UInt8 : DataType.Int8;
        int move = sign == ActivationSign.Unsigned ? 128 : -128;
        bool IsMoved(TensorInfo info) => info.Type.IsCode() && info.Type != wanted && info.Quant is not null;

        // A constant that is read like an activation gets a moved copy, since weights and outputs may read it as it is.
        ImmutableArray<string> moved = [.. graph.Nodes.SelectMany(PlanNode.ActivationsOf).Distinct().Where(input => graph.Constants.ContainsKey(input) && IsMoved(graph.Tensor(input)))];
        if (moved.IsEmpty && !graph.Tensors.Values.Any(info => IsMoved(info) && !graph.Constants.ContainsKey(info.Name)))
            return graph;
        NamedTable<TensorInfo>.Builder tensors = graph.Tensors.ToBuilder();
        NamedTable<ReadOnlyMemory<byte>>.Builder constants = graph.Constants.ToBuilder();
        foreach (TensorInfo info in graph.Tensors.Values)
        {
            if (!graph.Constants.ContainsKey(info.Name))
                tensors[info.Name] = Flip(info);
        }

        foreach (string name in moved)
        {
            tensors.Add(CopyOf(name), Flip(graph.Tensor(name)) with { Name = CopyOf(name) });
            constants.Add(CopyOf(name), Flipped(graph.Constants[name]));
        }

        return graph with { Tensors = tensors.ToImmutable(), Constants = constants.ToImmutable(), Nodes = [.. graph.Nodes.Select(Move)] };

        string CopyOf(string constant) => $"{constant} ({wanted})";

        Node Move(Node node)
        {
            return PlanNode.ActivationsOf(node).Any(moved.Contains)
                ? node with { Inputs = [.. node.Inputs.Select((input, i) => (i == 0 || node is not LinearNode) && moved.Contains(input) ? CopyOf(input) : input)] }
                : node;
        }

        TensorInfo Flip(TensorInfo info) => IsMoved(info)
            ? info with { Type = wanted, Quant = info.Quant! with { ZeroPoints = [.. info.Quant.ZeroPoints.Select(z => z + move)], CodeOffset = -move } }
            : info;
    }

    private static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> codes)
    {
        byte[] moved = new byte[codes.Length];
        FlipSign.Run(codes.Span, moved);
        return moved;
    }
}
