using System.Collections.Immutable;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Execution;

/// <summary>
/// Runs of nodes that a block of pictures passes without waiting for the others. While training a layer with batch
/// statistics begins a new segment: it needs what the segment before gathered from all blocks.
/// </summary>
/// <remarks>
/// Forward goes through segment 0, 1, …; the last one goes on with the loss and its own backward while the block is in the
/// cache. Backward of the node that begins segment s runs with segment s − 1, after the gradients of s have been gathered.
/// </remarks>
internal sealed class Segments
{
    private readonly int[] ofNode;

    public Segments(Network network, bool training)
    {
        var starts = new List<int> { 0 };
        ofNode = new int[network.Nodes.Length];
        foreach (NetworkNode node in network.Nodes)
        {
            // Node 0 too: then the first segment only holds the picture.
            if (training && node.Layer is IBatchStatisticsLayer { UsesBatch: true })
                starts.Add(node.Index);
            ofNode[node.Index] = starts.Count - 1;
        }

        Starts = [.. starts, network.Nodes.Length];
    }

    /// <summary>The first node of each segment, and behind the last one the number of nodes.</summary>
    public ImmutableArray<int> Starts { get; }

    public int Count => Starts.Length - 1;

    /// <summary>When a node runs forward.</summary>
    public int Forward(int node) => ofNode[node];

    /// <summary>When a node runs backward.</summary>
    public int Backward(int node) => Begins(node) ? ofNode[node] - 1 : ofNode[node];

    /// <summary>True if the node's statistics are gathered in the segment before.</summary>
    public bool Begins(int node) => ofNode[node] > 0 && Starts[ofNode[node]] == node;
}
