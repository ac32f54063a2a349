using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph;

/// <summary>Collects tensors and nodes, infers shapes on the way, and ends in a validated <see cref="NetworkGraph"/>.</summary>
public sealed class NetworkGraphBuilder(string name)
{
    private readonly NamedTable<TensorInfo>.Builder tensors = new();
    private readonly NamedTable<ReadOnlyMemory<byte>>.Builder constants = new();
    private readonly Dictionary<string, Node> producers = [];
    private readonly List<Node> nodes = [];
    private readonly List<string> inputs = [];
    private readonly List<string> outputs = [];

    /// <summary>What pictures the network takes.</summary>
    public InputContract? Contract { get; set; }

    /// <summary>Where the model comes from.</summary>
    public ImmutableSortedDictionary<string, string> Provenance { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The tensor of that name.</summary>
    public TensorInfo Tensor(string tensor) =>
        tensors.TryGetValue(tensor, out var info) ? info : throw new GraphException($"graph '{name}'", $"no tensor '{tensor}'.");

    /// <summary>True if there is a tensor of that name.</summary>
    public bool Has(string tensor) => tensors.ContainsKey(tensor);

    /// <summary>The values of a constant, or null for a tensor that is given or computed.</summary>
    public ReadOnlyMemory<byte>? Constant(string tensor) => constants.TryGetValue(tensor, out var values) ? values : (ReadOnlyMemory<byte>?)null;

    /// <summary>The node that writes a tensor, or null for inputs and constants.</summary>
    public Node? Producer(string tensor) => producers.GetValueOrDefault(tensor);

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => nodes.Count;

    /// <summary>Says what the codes of a tensor mean, where that was not known when it was added.</summary>
    public void SetQuant(string tensor, QuantParams quant) => tensors[tensor] = Tensor(tensor) with { Quant = quant };

    /// <summary>Gives a node's result another name.</summary>
    /// <param name="from">The old name.</param>
    /// <param name="to">The new one; no tensor has it.</param>
    /// <param name="node">What the node that writes it is called from now on.</param>
    /// <param name="first">The first node that may read or write the old one.</param>
    public void Rename(string from, string to, string node, int first)
    {
        TensorInfo info = Tensor(from) with { Name = to };
        Declare(info);
        tensors.Remove(from);
        for (int i = first; i < nodes.Count; i++)
        {
            Node each = nodes[i];
            if (each.Inputs.Contains(from))
                each = each with { Inputs = [.. each.Inputs.Select(input => input == from ? to : input)] };
            nodes[i] = each.Output == from ? each with { Name = node, Output = to } : each;
            producers[nodes[i].Output] = nodes[i];
        }

        producers.Remove(from);
    }

    /// <summary>Adds a tensor that the caller gives.</summary>
    public TensorInfo AddInput(TensorInfo info)
    {
        Declare(info);
        inputs.Add(info.Name);
        return info;
    }

    /// <summary>Adds a constant.</summary>
    public TensorInfo AddConstant<T>(TensorInfo info, ReadOnlySpan<T> values)
        where T : unmanaged => AddConstant(info, new ReadOnlyMemory<byte>(MemoryMarshal.AsBytes(values).ToArray()));

    /// <summary>Adds a constant whose bytes are there already.</summary>
    public TensorInfo AddConstant(TensorInfo info, ReadOnlyMemory<byte> values)
    {
        Declare(info);
        constants.Add(info.Name, values);
        return info;
    }

    /// <summary>Adds a node; its result's shape is inferred.</summary>
    /// <param name="node">The node; its inputs must be there.</param>
    /// <param name="type">The result's type.</param>
    /// <param name="quant">What the result's codes mean.</param>
    public TensorInfo Add(Node node, DataType type = DataType.Float32, QuantParams? quant = null)
    {
        Shape shape = node.InferShape([.. node.Inputs.Select(Tensor)]);
        if (!shape.IsValid)
            throw new GraphException(node.Label, $"gives the shape {shape}, which is out of range.");
        var result = new TensorInfo(node.Output, type, shape, quant);
        Declare(result);
        nodes.Add(node);
        producers.Add(result.Name, node);
        return result;
    }

    /// <summary>Names a tensor that the caller gets.</summary>
    public void AddOutput(string tensor) => outputs.Add(Tensor(tensor).Name);

    /// <summary>The finished graph.</summary>
    /// <exception cref="GraphException">It contradicts itself; all findings are named.</exception>
    public NetworkGraph Build() => GraphValidator.Validated(new NetworkGraph
    {
        Name = name,
        Inputs = [.. inputs],
        Outputs = [.. outputs],
        Tensors = tensors.ToImmutable(),
        Constants = constants.ToImmutable(),
        Nodes = [.. nodes],
        Contract = Contract,
        Provenance = Provenance,
    });

    private void Declare(TensorInfo info)
    {
        // What comes later multiplies sizes, so none may be out of range even before the graph is whole.
        if (!info.Shape.IsValid)
            throw new GraphException($"graph '{name}'", $"tensor '{info.Name}' has a shape out of range: {info.Shape}.");
        if (!tensors.TryAdd(info.Name, info))
            throw new GraphException($"graph '{name}'", $"two tensors are called '{info.Name}'.");
    }
}
