using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Planning;

/// <summary>Picks a layer's kernel from a set: the one that was named for the node, otherwise the cheapest that accepts the layer.</summary>
/// <param name="Set">The candidates.</param>
internal sealed record KernelPicker(KernelSet Set)
{
    /// <summary>Names of kernels that are not picked, whoever names them.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>Kernels by the names of nodes.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = SessionOptions.NoChoices;

    /// <summary>A set without wishes.</summary>
    public static implicit operator KernelPicker(KernelSet set) => new(set);

    public KernelPick<LinearF32Kernel> LinearF32(Node node, PatchGrid grid, int n)
    {
        var candidates = new KernelCandidates<LinearF32Kernel>();
        foreach (LinearF32Kernel kernel in Set.LinearF32)
        {
            if (kernel.IsSupported && kernel.Accepts(grid, n))
                candidates.Add(kernel, kernel.Name, kernel.Cost(grid, n));
        }

        return Pick(node, candidates);
    }

    public KernelPick<LinearInt8Kernel> LinearInt8(Node node, PatchGrid grid, int n, bool weightsHoldMinimum)
    {
        var candidates = new KernelCandidates<LinearInt8Kernel>();
        foreach (LinearInt8Kernel kernel in Set.LinearInt8)
        {
            if (kernel.IsSupported && (kernel.TakesMinimum || !weightsHoldMinimum) && kernel.Accepts(grid, n))
                candidates.Add(kernel, kernel.Name, kernel.Cost(grid, n));
        }

        return Pick(node, candidates);
    }

    public KernelPick<DepthwiseF32Kernel> DepthwiseF32(Node node, PatchGrid grid)
    {
        var candidates = new KernelCandidates<DepthwiseF32Kernel>();
        foreach (DepthwiseF32Kernel kernel in Set.DepthwiseF32)
        {
            if (kernel.IsSupported && kernel.Accepts(grid))
                candidates.Add(kernel, kernel.Name, kernel.Cost(grid));
        }

        return Pick(node, candidates);
    }

    public KernelPick<DepthwiseInt8Kernel> DepthwiseInt8(Node node, PatchGrid grid, bool weightsHoldMinimum)
    {
        var candidates = new KernelCandidates<DepthwiseInt8Kernel>();
        foreach (DepthwiseInt8Kernel kernel in Set.DepthwiseInt8)
        {
            if (kernel.IsSupported && (kernel.TakesMinimum || !weightsHoldMinimum) && kernel.Accepts(grid))
                candidates.Add(kernel, kernel.Name, kernel.Cost(grid));
        }

        return Pick(node, candidates);
    }

    private KernelPick<T> Pick<T>(Node node, KernelCandidates<T> candidates)
        where T : class
    {
        ImmutableArray<string> all = candidates.Names();
        candidates.Remove(Without);
        ImmutableArray<string> names = candidates.Names();
        if (names.IsEmpty)
            throw new EdgeCnnException($"{node.Label}: kernel set '{Set.Name}' has {string.Join(", ", all)} for this layer, and none may be used. Choose another set, or allow one of them.", ExitCode.CheckFailed);
        if (!Choices.TryGetValue(node.Name, out string? wanted) || (all.Contains(wanted) && !names.Contains(wanted)))
            return new KernelPick<T>(candidates.Find(names[0])!, names);
        return candidates.Find(wanted) is { } kernel
            ? new KernelPick<T>(kernel, names)
            : throw new EdgeCnnException($"{node.Label}: kernel '{wanted}' is chosen, but kernel set '{Set.Name}' has {string.Join(", ", names)} for this layer. Choose one of them, or leave it to the planner.", ExitCode.Usage);
    }
}

/// <summary>A layer's kernel.</summary>
/// <param name="Kernel">What was picked.</param>
/// <param name="Candidates">The names of all that might have been, cheapest first.</param>
internal readonly record struct KernelPick<T>(T Kernel, ImmutableArray<string> Candidates)
    where T : class;
