using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Planning;

/// <summary>
/// The additions that layers do in their store: the join of a residual block costs no pass over memory then. The layer's result must have
/// no other reader, and the other branch must be there when the layer runs; of two layers that is the one that runs last.
/// </summary>
/// <remarks>It is a matter of the plan and not a pass of the graph: a quantizer, a model file and an exporter know both nodes.</remarks>
internal static class SumFusion
{
    /// <summary>The name by which it is left out like a graph pass.</summary>
    public const string Name = "fuse-sum";

    /// <summary>What the plan's steps compute, in the nodes' order; an addition in the place of its layer.</summary>
    /// <param name="graph">The network as the kernels see it.</param>
    /// <param name="fuses">False to leave every addition a step of its own.</param>
    public static IReadOnlyList<PlanNode> Of(NetworkGraph graph, bool fuses)
    {
        var sums = new Dictionary<Node, AddNode>(ReferenceEqualityComparer.Instance);
        if (fuses && graph.Nodes.Any(node => node is AddNode))
        {
            var places = new Dictionary<string, int>(graph.Nodes.Length);
            foreach (Node node in graph.Nodes)
                places.Add(node.Output, places.Count);
            foreach (AddNode sum in graph.Nodes.OfType<AddNode>())
            {
                // Computed later than the other branch; inputs and constants of the network are there from the start.
                string last = sum.Inputs.MaxBy(input => places.GetValueOrDefault(input, -1))!;
                if (graph.Producer(last) is LinearNode layer && sum.Inputs.Count(input => input == last) == 1
                    && graph.Consumers(last).Count == 1 && !graph.Outputs.Contains(last) && Takes(graph, layer))
                    sums.Add(layer, sum);
            }
        }

        var fused = sums.Values.ToHashSet<Node>(ReferenceEqualityComparer.Instance);
        return [.. graph.Nodes.Where(node => !fused.Contains(node)).Select(node => new PlanNode(node, sums.GetValueOrDefault(node)))];
    }

    // A float layer's bounds come behind the sum; codes are bounded on both sides of it.
    private static bool Takes(NetworkGraph graph, LinearNode layer) => graph.Tensor(layer.Output).Type == DataType.Float32
        ? layer.Activation == ActivationKind.None
        : !OperatorTable.IsRare(graph, layer);
}
