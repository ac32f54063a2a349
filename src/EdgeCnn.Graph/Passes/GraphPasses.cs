namespace EdgeCnn.Graph.Passes;

/// <summary>The passes that bring an imported or trained graph into the form that the runtime plans.</summary>
public static class GraphPasses
{
    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<IGraphPass> All { get; } =
    [
        new CancelTransposes(), new FoldBatchNorm(), new FuseActivation(), new FuseQuantization(), new FoldConstants(),
        new MergeReshapes(), new RemoveDeadNodes(), new FoldTransposeIntoDense(),
    ];

    /// <summary>Runs all passes but those named in <paramref name="without"/>.</summary>
    public static NetworkGraph Run(NetworkGraph graph, IReadOnlyCollection<string>? without = null)
    {
        foreach (IGraphPass pass in All.Where(pass => without?.Contains(pass.Name) != true))
            graph = pass.Run(graph);
        return GraphValidator.Validated(graph);
    }
}
