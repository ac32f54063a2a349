namespace EdgeCnn.Graph;

/// <summary>A network that contradicts itself or that this build cannot run; names the node.</summary>
public sealed class GraphException : EdgeCnnException
{
    /// <summary>Creates an error at a node.</summary>
    /// <param name="node">Operator and name of the node, for example <c>Conv2d 'stem'</c>.</param>
    /// <param name="detail">Expected against found, all shapes, and the next step.</param>
    public GraphException(string node, string detail)
        : base($"{node}: {detail}") => Node = node;

    /// <summary>Operator and name of the node.</summary>
    public string Node { get; }
}
