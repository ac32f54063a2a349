using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Planning;

/// <summary>
/// Gives every 8-bit activation the form that the kernel set wants: type changed, zero point moved by 128. Exact; codes
/// are converted only where they enter or leave the network.
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
        return graph with
        {
            Tensors = graph.Tensors.ToImmutableDictionary(entry => entry.Key, entry => Flip(entry.Value)),
            Nodes = [.. graph.Nodes.Select(node => node is AddNode add && graph.Tensor(add.Output).Type is var type && type.IsCode() && type != wanted ? add with { CodeOffset = -move } : node)],
        };

        TensorInfo Flip(TensorInfo info) => !info.Type.IsCode() || info.Type == wanted || graph.Constants.ContainsKey(info.Name)
            ? info
            : info with { Type = wanted, Quant = info.Quant is null ? null : info.Quant with { ZeroPoints = [.. info.Quant.ZeroPoints.Select(z => z + move)] } };
    }
}
