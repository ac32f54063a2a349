namespace EdgeCnn.Training.Tasks;

/// <summary>One level of a tree of labels.</summary>
public sealed class TreeLevel
{
    private readonly int[] nodeOfLeaf;

    internal TreeLevel(IReadOnlyList<string> ancestors)
    {
        Nodes = [.. ancestors.Distinct(StringComparer.Ordinal)];
        nodeOfLeaf = [.. ancestors.Select(ancestor => Array.IndexOf([.. Nodes], ancestor))];
    }

    /// <summary>The paths of its nodes, in the order of their first leaves.</summary>
    public IReadOnlyList<string> Nodes { get; }

    /// <summary>The node that a leaf lies below.</summary>
    public int NodeOf(int leaf) => nodeOfLeaf[leaf];

    /// <summary>The probability of each node: the sum of its leaves'.</summary>
    /// <param name="leaves">Probabilities: [leaves].</param>
    /// <returns>[nodes]</returns>
    public float[] Sum(ReadOnlySpan<float> leaves)
    {
        float[] sums = new float[Nodes.Count]; // [nodes]
        for (int leaf = 0; leaf < leaves.Length; leaf++)
            sums[nodeOfLeaf[leaf]] += leaves[leaf];
        return sums;
    }
}
