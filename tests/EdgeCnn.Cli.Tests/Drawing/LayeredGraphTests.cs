using EdgeCnn.Cli.Drawing;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Drawing;

public sealed class LayeredGraphTests
{
    [Fact]
    public void Layers_OfABranch_AreLongestPaths()
    {
        // 0 → 1 → 2 → 3, and a shortcut 0 → 3; 4 feeds only 3.
        var graph = new LayeredGraph(5, [(0, 1), (1, 2), (2, 3), (0, 3), (4, 3)]);
        Assert.Equal([0, 1, 2, 3, 2], Enumerable.Range(0, 5).Select(graph.LayerOf));
        int[] shortcut = graph.Paths[3];
        Assert.Equal((4, 0, 3), (shortcut.Length, shortcut[0], shortcut[^1]));
        Assert.All(shortcut[1..^1], waypoint => Assert.True(waypoint >= graph.Nodes));
        Assert.Equal([0, 1, 2, 3], shortcut.Select(graph.LayerOf));
    }

    [Fact]
    public void Layers_OfTwistedLinks_AreUntwisted()
    {
        // Two chains whose nodes are numbered crosswise.
        var graph = new LayeredGraph(6, [(0, 3), (1, 2), (2, 5), (3, 4)]);
        Assert.Equal(0, graph.Crossings());
    }

    [Fact]
    public void Crossings_OfAFullPairOfPairs_IsOne() => Assert.Equal(1, new LayeredGraph(4, [(0, 2), (0, 3), (1, 2), (1, 3)]).Crossings());

    [Fact]
    public void Layers_OfATangle_AreRefusedAtOnce()
    {
        // A chain with a link from its head to each node: half a million waypoints.
        var edges = Enumerable.Range(1, 999).Select(node => (node - 1, node)).Concat(Enumerable.Range(2, 998).Select(node => (0, node))).ToArray();
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => new LayeredGraph(1000, edges)).ExitCode);
    }

    [Fact]
    public void LayerPlaces_OfRandomGraphs_KeepOrderAndDistance()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            int nodes = random.Next(1, 60);
            var edges = Enumerable.Range(1, nodes - 1).SelectMany(to => Enumerable.Range(0, 1 + random.Next(2)).Select(_ => (From: random.Next(Math.Max(0, to - 8), to), To: to))).Distinct().ToArray();
            var graph = new LayeredGraph(nodes, edges);
            double Width(int node) => node < nodes ? 100 : 20;
            double[] middles = LayerPlaces.Of(graph, Width);
            Assert.Equal(middles.Length, graph.Layers.SelectMany(layer => layer).Distinct().Count());
            foreach (int[] layer in graph.Layers)
            {
                for (int i = 1; i < layer.Length; i++)
                    Assert.True(middles[layer[i]] - middles[layer[i - 1]] >= ((Width(layer[i]) + Width(layer[i - 1])) / 2) - 1e-6, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void LayerPlaces_OfAChainWithAShortcut_StandInOneLine()
    {
        var graph = new LayeredGraph(4, [(0, 1), (1, 2), (2, 3), (0, 3)]);
        double[] middles = LayerPlaces.Of(graph, node => node < 4 ? 100 : 20);
        Assert.All(middles[..4], middle => Assert.Equal(middles[0], middle, 1.0));
        Assert.All(middles[4..], waypoint => Assert.True(Math.Abs(waypoint - middles[0]) >= 59.9));
    }
}
