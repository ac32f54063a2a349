using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph;

/// <summary>Who writes and who reads each tensor. Made once for a list of nodes and kept as long as the list.</summary>
internal sealed class NodeIndex
{
    private static readonly ConditionalWeakTable<Node[], NodeIndex> Known = [];

    private NodeIndex(Node[] nodes)
    {
        foreach (Node node in nodes)
        {
            Producers.TryAdd(node.Output, node);
            foreach (string input in node.Inputs.Distinct())
            {
                if (!Consumers.TryGetValue(input, out List<Node>? readers))
                    Consumers.Add(input, readers = []);
                readers.Add(node);
            }
        }
    }

    /// <summary>The node that writes a tensor.</summary>
    public Dictionary<string, Node> Producers { get; } = [];

    /// <summary>The nodes that read a tensor, in their order.</summary>
    public Dictionary<string, List<Node>> Consumers { get; } = [];

    /// <summary>The index of those nodes.</summary>
    public static NodeIndex Of(ImmutableArray<Node> nodes) => Known.GetValue(ImmutableCollectionsMarshal.AsArray(nodes)!, list => new NodeIndex(list));
}
