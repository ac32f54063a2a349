namespace EdgeCnn.Cli.Drawing;

/// <summary>Where the nodes of a layered graph stand from left to right: in their order, apart, and near their neighbours.</summary>
internal static class LayerPlaces
{
    private const int Sweeps = 12;

    // Waypoints give way to boxes, so that a network's trunk is straight and its shortcuts bend around it.
    private const double BoxWeight = 1000;

    /// <summary>The middle of each node and waypoint.</summary>
    /// <param name="graph">The layers in their final order.</param>
    /// <param name="width">The width of a node, gap included.</param>
    public static double[] Of(LayeredGraph graph, Func<int, double> width)
    {
        double[] middles = new double[graph.Layers.Sum(layer => layer.Length)];
        foreach (int[] layer in graph.Layers)
            Settle(graph, layer, width, middles, _ => 0);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (int[] layer in down ? graph.Layers : graph.Layers.Reverse())
                Settle(graph, layer, width, middles, node => Wanted(graph, node, down, middles));
        }

        return middles;
    }

    // Under its neighbours; where there are boxes among them, under those only.
    private static double Wanted(LayeredGraph graph, int node, bool up, double[] middles)
    {
        IReadOnlyList<int> others = graph.Neighbours(node, up);
        if (others.Count == 0)
            others = graph.Neighbours(node, !up);
        int[] boxes = [.. others.Where(other => other < graph.Nodes)];
        return others.Count == 0 ? middles[node] : (boxes.Length > 0 ? boxes : others).Average(other => middles[other]);
    }

    // The least weighted squares of the distances from the wanted places, under the order and the widths: pool adjacent violators.
    private static void Settle(LayeredGraph graph, int[] layer, Func<int, double> width, double[] middles, Func<int, double> wanted)
    {
        double[] shift = new double[layer.Length];
        for (int i = 1; i < layer.Length; i++)
            shift[i] = shift[i - 1] + ((width(layer[i - 1]) + width(layer[i])) / 2);
        var pools = new List<(double Sum, double Weight, int Count)>();
        for (int i = 0; i < layer.Length; i++)
        {
            double weight = layer[i] < graph.Nodes ? BoxWeight : 1;
            pools.Add((weight * (wanted(layer[i]) - shift[i]), weight, 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Weight > pools[^1].Sum / pools[^1].Weight)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Weight + pools[^1].Weight, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        int at = 0;
        foreach (var (sum, weight, count) in pools)
        {
            for (int end = at + count; at < end; at++)
                middles[layer[at]] = (sum / weight) + shift[at];
        }
    }
}
