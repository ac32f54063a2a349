using System.Collections.Immutable;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>A graph that a pass changes node by node. To find, replace or remove a node takes the same time however many there are.</summary>
internal sealed class GraphEdit
{
    private readonly NetworkGraph graph;
    private readonly HashSet<string> outputs;
    private readonly LinkedList<Node> nodes = [];
    private readonly Dictionary<string, LinkedListNode<Node>> writers = [];
    private readonly Dictionary<string, HashSet<LinkedListNode<Node>>> readers = [];
    private bool changed;

    public GraphEdit(NetworkGraph graph)
    {
        this.graph = graph;
        outputs = [.. graph.Outputs];
        Tensors = graph.Tensors.ToBuilder();
        Constants = graph.Constants.ToBuilder();
        foreach (Node node in graph.Nodes)
            Link(nodes.AddLast(node));
    }

    /// <summary>Every tensor by name.</summary>
    public NamedTable<TensorInfo>.Builder Tensors { get; }

    /// <summary>The values of the constant tensors.</summary>
    public NamedTable<ReadOnlyMemory<byte>>.Builder Constants { get; }

    /// <summary>True if the caller gets that tensor.</summary>
    public bool IsOutput(string tensor) => outputs.Contains(tensor);

    /// <summary>The node that writes a tensor now, or null for inputs, constants and what is gone.</summary>
    public Node? Producer(string tensor) => writers.GetValueOrDefault(tensor)?.Value;

    /// <summary>The nodes that read a tensor.</summary>
    public Node[] Readers(string tensor) => readers.TryGetValue(tensor, out var places) ? [.. places.Select(place => place.Value)] : [];

    /// <summary>The node that alone makes use of a tensor, or null if there are several, none, or the caller is one of them.</summary>
    public Node? OnlyReader(string tensor) =>
        !IsOutput(tensor) && readers.TryGetValue(tensor, out var places) && places.Count == 1 ? places.First().Value : null;

    /// <summary>The infos of a node's inputs.</summary>
    public ImmutableArray<TensorInfo> InputsOf(Node node) => [.. node.Inputs.Select(input => Tensors[input])];

    /// <summary>Puts a node in the place of another.</summary>
    public void Replace(Node old, Node now)
    {
        LinkedListNode<Node> place = writers[old.Output];
        Unlink(place);
        place.Value = now;
        Link(place);
        changed = true;
    }

    /// <summary>Puts a node behind another.</summary>
    public void InsertAfter(Node node, Node next)
    {
        Link(nodes.AddAfter(writers[node.Output], next));
        changed = true;
    }

    /// <summary>Takes a node away.</summary>
    public void Remove(Node node)
    {
        LinkedListNode<Node> place = writers[node.Output];
        Unlink(place);
        nodes.Remove(place);
        changed = true;
    }

    /// <summary>A name that no tensor has, made from another.</summary>
    public string Fresh(string like)
    {
        string name = like;
        for (int i = 1; Tensors.ContainsKey(name); i++)
            name = $"{like}.{i}";
        return name;
    }

    /// <summary>The changed graph, or the one that it was made of if no node has changed.</summary>
    public NetworkGraph ToGraph() => changed
        ? graph with { Nodes = [.. nodes], Tensors = Tensors.ToImmutable(), Constants = Constants.ToImmutable() }
        : graph;

    private void Link(LinkedListNode<Node> place)
    {
        writers.TryAdd(place.Value.Output, place);
        foreach (string input in place.Value.Inputs)
        {
            if (!readers.TryGetValue(input, out var places))
                readers.Add(input, places = []);
            places.Add(place);
        }
    }

    private void Unlink(LinkedListNode<Node> place)
    {
        if (writers.GetValueOrDefault(place.Value.Output) == place)
            writers.Remove(place.Value.Output);
        foreach (string input in place.Value.Inputs)
            readers[input].Remove(place);
    }
}
