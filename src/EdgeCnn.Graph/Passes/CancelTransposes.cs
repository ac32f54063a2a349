using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes.Layout;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// Moves each transpose down until it meets its inverse: an operation that does not care for the order of its axes is done
/// before it, with the axes renamed. What an importer puts around every NHWC layer is gone after this.
/// </summary>
public sealed class CancelTransposes : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "cancel-transposes";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph) => !graph.Nodes.Any(node => node is TransposeNode) ? graph : new TransposeWalk(graph, turnedInputs: [], turnOutputs: false).Run();
}
