using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Planning;

/// <summary>
/// Gives every 8-bit activation the form that the kernel set wants: type changed, zero point moved by 128. Exact; codes
/// are converted only where they enter or leave the network. Plain 8-bit integers, which have no scale, stay as they are.
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
        // Constants that only layers read as weights keep the weights' form; others are read together with activations.
        var activations = graph.Nodes.SelectMany(node => node is LinearNode ? node.Inputs.Take(1) : node.Inputs).ToHashSet();
        return graph with
        {
            Tensors = graph.Tensors.ToImmutableDictionary(entry => entry.Key, entry => Flips(entry.Value) ? Flip(entry.Value) : entry.Value),
            Constants = graph.Constants.ToImmutableDictionary(entry => entry.Key, entry => Flips(graph.Tensor(entry.Key)) ? FlipCodes(entry.Value) : entry.Value),
            Nodes = [.. graph.Nodes.Select(node => node is AddNode add && Flips(graph.Tensor(add.Output)) ? add with { CodeOffset = -move } : node)],
        };

        bool Flips(TensorInfo info) => info is { Quant: not null } && info.Type.IsCode() && info.Type != wanted
            && (!graph.Constants.ContainsKey(info.Name) || activations.Contains(info.Name));

        TensorInfo Flip(TensorInfo info) => info with { Type = wanted, Quant = info.Quant! with { ZeroPoints = [.. info.Quant.ZeroPoints.Select(z => z + move)] } };
    }

    private static ReadOnlyMemory<byte> FlipCodes(ReadOnlyMemory<byte> codes)
    {
        byte[] flipped = new byte[codes.Length];
        FlipSign.Run(codes.Span, flipped);
        return flipped;
    }
}
