using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes.Layout;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// Gives inputs and outputs that are maps [N, C, H, W] for ONNX the order [N, H, W, C] of the layers that use them, where that
/// saves a transpose; <see cref="NetworkGraph.KeptLayout"/> names those of four axes that stay. Changes what a caller sees, so
/// only an importer runs it.
/// </summary>
/// <param name="pictures">Inputs that are pictures in any case, since a contract says so.</param>
public sealed class TurnPictures(params IReadOnlyCollection<string> pictures) : IGraphPass
{
    // How often the whole graph is tried. Networks have few inputs; a hostile one with many tries them in groups.
    private const int MostTries = 16;

    /// <inheritdoc/>
    public string Name => "turn-pictures";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        string[] maps = [.. graph.Inputs.Where(input => graph.Tensor(input).Shape.Rank == 4 && graph.Tensor(input).Quant is not { Axis: >= 0 })];
        HashSet<string> turned = [.. maps.Where(pictures.Contains)];
        NetworkGraph best = new TransposeWalk(graph, turned, turnOutputs: true).Run();
        string[] open = [.. maps.Where(input => !turned.Contains(input))];
        foreach (string[] group in open.Chunk(Math.Max((open.Length + MostTries - 1) / MostTries, 1)))
        {
            NetworkGraph attempt = new TransposeWalk(graph, [.. turned, .. group], turnOutputs: true).Run();
            if (Cost(attempt).CompareTo(Cost(best)) >= 0)
                continue;
            turned.UnionWith(group);
            best = attempt;
        }

        return best with
        {
            KeptLayout =
            [
                .. graph.Inputs.Where(input => graph.Tensor(input).Shape.Rank == 4 && !turned.Contains(input)),
                .. graph.Outputs.Distinct().Where(output => graph.Tensor(output).Shape.Rank == 4 && !best.KeptLayout.Contains(output) && !graph.Inputs.Contains(output)),
            ],
        };
    }

    // Elements that are copied by transposes in one run; where that is equal, as for maps of one channel, the nodes that are left.
    private static (long Elements, int Nodes) Cost(NetworkGraph graph) =>
        (graph.Nodes.OfType<TransposeNode>().Sum(node => (long)graph.Tensor(node.Output).Shape.Elements), graph.Nodes.Length);
}
