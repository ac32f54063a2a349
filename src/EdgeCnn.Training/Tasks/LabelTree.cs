using EdgeCnn.Graph;

namespace EdgeCnn.Training.Tasks;

/// <summary>A tree of labels whose leaves are a network's classes, written as paths: <c>animal/cat</c> is a <c>cat</c>, which is an <c>animal</c>.</summary>
/// <remarks>
/// One softmax goes over the leaves, and a node's probability is the sum of its leaves', so that no child is likelier than its parent and siblings sum to it.
/// Source: Redmon and Farhadi 2017, "YOLO9000", §4, whose conditional probabilities multiply to the same sums.
/// </remarks>
public sealed class LabelTree
{
    /// <summary>What stands between the names of a path.</summary>
    public const char Separator = '/';

    /// <summary>Reads the tree of some leaves.</summary>
    /// <param name="leaves">The paths, in the order of the network's outputs.</param>
    /// <exception cref="EdgeCnnException">A path has an empty name, occurs twice, or is a node above another one.</exception>
    public LabelTree(IReadOnlyList<string> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        Leaves = leaves;
        string[][] paths = [.. leaves.Select(leaf => leaf.Split(Separator))];
        if (Array.FindIndex(paths, path => path.Any(string.IsNullOrWhiteSpace)) is >= 0 and var empty)
            throw new EdgeCnnException($"label '{leaves[empty]}': expected names with '{Separator}' between, for example animal/cat.");
        if (leaves.GroupBy(leaf => leaf, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new EdgeCnnException($"label '{twice.Key}' stands for two outputs. Give each leaf a path of its own.");
        Levels = [.. Enumerable.Range(1, paths.Max(path => path.Length)).Select(depth => new TreeLevel([.. paths.Select(path => string.Join(Separator, path.Take(depth)))]))];
        var above = Levels.Take(Levels.Count - 1).Zip(Enumerable.Range(1, Levels.Count)).SelectMany(level => paths.Where(path => path.Length > level.Second).Select(path => string.Join(Separator, path.Take(level.Second)))).ToHashSet(StringComparer.Ordinal);
        if (leaves.FirstOrDefault(above.Contains) is { } inner)
            throw new EdgeCnnException($"label '{inner}' is a class and has classes below it. Only the leaves of the tree are classes: make it, for example, {inner}{Separator}other.");
    }

    /// <summary>The paths of the leaves, in the order of the network's outputs.</summary>
    public IReadOnlyList<string> Leaves { get; }

    /// <summary>From the names below the root to the leaves; a leaf that ends early stands for itself in the levels below it.</summary>
    public IReadOnlyList<TreeLevel> Levels { get; }

    /// <summary>True if labels are paths: all of them, since a single '/' may be part of a name.</summary>
    public static bool IsOf(IReadOnlyList<string> labels) => labels.Count > 0 && labels.All(label => label.Trim(Separator).Contains(Separator, StringComparison.Ordinal));
}
