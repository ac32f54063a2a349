using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph;

/// <summary>
/// A network, independent of any machine: nodes in an order in which they can run, the tensors between them, and the
/// values of the constant ones. Immutable; a pass makes a new one.
/// </summary>
public sealed record NetworkGraph
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>Names of the tensors that the caller gives.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Names of the tensors that the caller gets.</summary>
    public required ImmutableArray<string> Outputs { get; init; }

    /// <summary>Every tensor by name: inputs, constants and results.</summary>
    public required NamedTable<TensorInfo> Tensors { get; init; }

    /// <summary>The values of the constant tensors, little-endian.</summary>
    public required NamedTable<ReadOnlyMemory<byte>> Constants { get; init; }

    /// <summary>Each node after those whose results it reads.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    /// <summary>
    /// Inputs and outputs of four axes that stand as the ONNX file has them. All others of four axes are maps: [N, H, W, C] here,
    /// [N, C, H, W] in ONNX.
    /// </summary>
    public ImmutableArray<string> KeptLayout { get; init; } = [];

    /// <summary>What pictures the network takes and what its outputs mean, where that is known.</summary>
    public InputContract? Contract { get; init; }

    /// <summary>Where the model comes from: command, seed, data, accuracy.</summary>
    public ImmutableSortedDictionary<string, string> Provenance { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="GraphException">There is none.</exception>
    public TensorInfo Tensor(string name) =>
        Tensors.TryGetValue(name, out var info) ? info : throw new GraphException($"graph '{Name}'", $"no tensor '{name}'.");

    /// <summary>The values of a constant tensor.</summary>
    /// <typeparam name="T">The C# type of its elements.</typeparam>
    /// <exception cref="GraphException">The tensor is not a constant.</exception>
    public ReadOnlySpan<T> Constant<T>(string name)
        where T : unmanaged => Constants.TryGetValue(name, out var data)
            ? MemoryMarshal.Cast<byte, T>(data.Span)
            : throw new GraphException($"graph '{Name}'", $"tensor '{name}' is not a constant.");

    /// <summary>The node that produces a tensor, or null for inputs and constants.</summary>
    public Node? Producer(string tensor) => NodeIndex.Of(Nodes).Producers.GetValueOrDefault(tensor);

    /// <summary>The nodes that read a tensor.</summary>
    public IReadOnlyList<Node> Consumers(string tensor) => NodeIndex.Of(Nodes).Consumers.GetValueOrDefault(tensor, []);

    /// <summary>The infos of a node's inputs.</summary>
    public ImmutableArray<TensorInfo> InputsOf(Node node) => [.. node.Inputs.Select(Tensor)];

    /// <summary>True if the last node that computes anything for the first output is a Softmax: what follows only moves or quantizes.</summary>
    public bool EndsInSoftmax => LastComputing is SoftmaxNode;

    /// <summary>True if it is a Sigmoid.</summary>
    public bool EndsInSigmoid => LastComputing is UnaryNode { Kind: UnaryKind.Sigmoid };

    /// <summary>Multiply-adds of one run.</summary>
    public long MultiplyAdds => Nodes.Sum(node => node.MultiplyAdds(InputsOf(node), Tensor(node.Output)));

    /// <summary>Elements of all constants of convolutions and dense layers.</summary>
    public long Parameters => Constants.Keys.Sum(name => (long)Tensor(name).Shape.Elements);

    private Node? LastComputing
    {
        get
        {
            Node? node = Producer(Outputs[0]);
            while (node is ReshapeNode or TransposeNode or QuantizeLinearNode or DequantizeLinearNode)
                node = Producer(node.Inputs[0]);
            return node;
        }
    }
}
