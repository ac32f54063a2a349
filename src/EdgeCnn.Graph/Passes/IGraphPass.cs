namespace EdgeCnn.Graph.Passes;

/// <summary>A pure change of a graph: the result computes the same.</summary>
public interface IGraphPass
{
    /// <summary>The name by which it is reported and switched off.</summary>
    string Name { get; }

    /// <summary>The changed graph, or the same one if there is nothing to do.</summary>
    NetworkGraph Run(NetworkGraph graph);
}
