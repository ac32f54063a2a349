using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Drawing;

/// <summary>
/// A directed graph in layers, each node below those that lead to it. An edge over several layers gets a waypoint in each
/// layer between, so that every link runs from one layer to the next.
/// </summary>
/// <remarks>Source: Sugiyama, Tagawa and Toda 1981, "Methods for Visual Understanding of Hierarchical System Structures".</remarks>
internal sealed class LayeredGraph
{
    private const int Sweeps = 16;

    // Beyond this no eye copes, and the search for few crossings would take minutes.
    private const long MaxPlaces = 20_000;

    private readonly List<List<int>> above = [];
    private readonly List<List<int>> below = [];
    private readonly List<int> layerOf = [];

    /// <param name="nodes">How many nodes there are; their edges lead from lower to higher numbers.</param>
    /// <param name="edges">From and to.</param>
    /// <exception cref="EdgeCnnException">The graph is too large or too tangled to draw.</exception>
    public LayeredGraph(int nodes, IReadOnlyList<(int From, int To)> edges)
    {
        Nodes = nodes;
        int[] layers = LongestPaths(nodes, edges);
        long places = nodes + edges.Sum(edge => layers[edge.To] - layers[edge.From] - 1L);
        if (places > MaxPlaces)
            throw new EdgeCnnException($"a drawing of {nodes} boxes and {edges.Count} edges needs {places} places, at most {MaxPlaces} are drawn. Leave --svg out.", ExitCode.Usage);
        foreach (int layer in layers)
            Add(layer);
        Paths = [.. edges.Select(Connect)];
        Layers = [.. Enumerable.Range(0, layerOf.Max() + 1).Select(layer => Enumerable.Range(0, layerOf.Count).Where(node => layerOf[node] == layer).ToArray())];
        ReduceCrossings();
    }

    /// <summary>The number of real nodes; those from it on are waypoints.</summary>
    public int Nodes { get; }

    /// <summary>The nodes and waypoints of each layer, from left to right.</summary>
    public int[][] Layers { get; }

    /// <summary>For each edge its nodes and waypoints from top to bottom.</summary>
    public int[][] Paths { get; }

    /// <summary>The layer of a node.</summary>
    public int LayerOf(int node) => layerOf[node];

    /// <summary>The neighbours in the layer above or below.</summary>
    public IReadOnlyList<int> Neighbours(int node, bool up) => up ? above[node] : below[node];

    /// <summary>Links that cross, over all layers.</summary>
    public int Crossings()
    {
        int crossings = 0;
        for (int layer = 1; layer < Layers.Length; layer++)
        {
            var position = Positions(Layers[layer - 1]);
            int[] ends = [.. Layers[layer].SelectMany(node => above[node].Select(other => position[other]).Order())];
            for (int i = 0; i < ends.Length; i++)
                crossings += ends.Skip(i + 1).Count(end => end < ends[i]);
        }

        return crossings;
    }

    // A node without a predecessor stands right above the first that needs it.
    private static int[] LongestPaths(int nodes, IReadOnlyList<(int From, int To)> edges)
    {
        int[] layers = new int[nodes];
        foreach (var (from, to) in edges.OrderBy(edge => edge.To))
            layers[to] = Math.Max(layers[to], layers[from] + 1);
        var led = edges.Select(edge => edge.To).ToHashSet();
        foreach (var group in edges.GroupBy(edge => edge.From).Where(group => !led.Contains(group.Key)))
            layers[group.Key] = group.Min(edge => layers[edge.To]) - 1;
        return layers;
    }

    private int Add(int layer)
    {
        layerOf.Add(layer);
        above.Add([]);
        below.Add([]);
        return layerOf.Count - 1;
    }

    private int[] Connect((int From, int To) edge)
    {
        int[] path = [edge.From, .. Enumerable.Range(layerOf[edge.From] + 1, layerOf[edge.To] - layerOf[edge.From] - 1).Select(Add), edge.To];
        for (int i = 1; i < path.Length; i++)
        {
            below[path[i - 1]].Add(path[i]);
            above[path[i]].Add(path[i - 1]);
        }

        return path;
    }

    // Orders each layer by the mean place of its neighbours, down and up; keeps the order with the fewest crossings.
    private void ReduceCrossings()
    {
        int[][] best = Copy();
        int fewest = Crossings();
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int i = 1; i < Layers.Length; i++)
                Sort(down ? i : Layers.Length - 1 - i, down);
            if (Crossings() is var crossings && crossings < fewest)
                (best, fewest) = (Copy(), crossings);
        }

        best.CopyTo(Layers, 0);
    }

    private void Sort(int layer, bool down)
    {
        var fixedPosition = Positions(Layers[down ? layer - 1 : layer + 1]);
        var own = Positions(Layers[layer]);
        Layers[layer] = [.. Layers[layer].OrderBy(node => Neighbours(node, down) is { Count: > 0 } others ? others.Average(other => (double)fixedPosition[other]) : own[node])];
    }

    private int[][] Copy() => [.. Layers.Select(layer => layer.ToArray())];

    private static Dictionary<int, int> Positions(int[] layer) => layer.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
}
