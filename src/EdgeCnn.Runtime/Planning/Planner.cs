using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Runtime.Execution;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Planning;

/// <summary>Turns a graph into a plan: passes, then an operator for each node, then a place for each tensor.</summary>
internal static class Planner
{
    private const double MinPartCycles = 8000;
    private const double MinSparePartCycles = 2 * MinPartCycles;
    private const int PartsPerThread = 4;

    // Waking a thread costs the run some 15,000 cycles, and more where others want its core; a run that could save little more than that stays on its own.
    private const double MinSavedCycles = 40_000;

    /// <summary>Plans a graph.</summary>
    /// <exception cref="GraphException">A node has no kernel in this build, or the network is too large.</exception>
    public static Plan Plan(NetworkGraph graph, KernelPicker kernels, long maxArenaBytes, IReadOnlyCollection<string>? withoutPasses = null, int threads = 1)
    {
        graph = new MatchActivationSign(kernels.Set.Sign).Run(GraphPasses.Run(graph, withoutPasses));
        var nodes = SumFusion.Of(graph, withoutPasses?.Contains(SumFusion.Name) != true);
        RejectTooLarge(graph, nodes, maxArenaBytes);
        IOperator[] operators = [.. TensorStorage.Of(graph, nodes, inPlace: (_, _) => false).Steps.Select(node => OperatorTable.Bind(graph, node, kernels))];
        int[] parts = PartsOf(operators, threads);
        var storage = TensorStorage.Of(graph, nodes, (step, input) => operators[step].CanRunInPlace(input));
        long activationBytes = ArenaPlanner.Place([.. storage.Blocks]);
        int scratchBytes = operators.Length == 0 ? 0 : operators.Max(op => op.ScratchBytes);
        // Working memory of all threads keeps them on cache lines of their own.
        scratchBytes = checked((scratchBytes + ArenaPlanner.Alignment - 1) / ArenaPlanner.Alignment * ArenaPlanner.Alignment);
        long bytes = activationBytes + ((long)threads * scratchBytes);
        if (bytes > maxArenaBytes)
            throw TooLarge(graph, bytes, maxArenaBytes);

        return new Plan
        {
            Name = graph.Name,
            Kernels = kernels.Set,
            Steps = [.. storage.Steps.Select((node, step) => Step(graph, node, operators[step], storage, parts[step]))],
            Inputs = [.. graph.Inputs.Select(storage.Place)],
            Outputs = [.. graph.Outputs.Select(storage.Place)],
            Parameters = ParametersOf(graph, graph.Nodes),
            ActivationBytes = (int)activationBytes,
            ActivationLowerBound = ArenaPlanner.LowerBound(storage.Blocks),
            ScratchBytes = scratchBytes,
            Threads = threads,
        };
    }

    private static PlanStep Step(NetworkGraph graph, PlanNode node, IOperator op, TensorStorage storage, int parts) => new(
        node,
        op,
        [.. node.Activations.Select(storage.Place)],
        storage.Place(node.Output),
        node.Node.MultiplyAdds(graph.InputsOf(node.Node), graph.Tensor(node.Output)),
        ParametersOf(graph, [node.Node]),
        parts);

    // None so small that handing it over shows, and as many for each thread as for the others.
    private static int[] PartsOf(IOperator[] operators, int threads)
    {
        int[] parts = new int[operators.Length];
        double saved = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = PartsOf(operators[i].SharedCycles, threads);
            saved += operators[i].SharedCycles * (1 - (1.0 / Math.Min(parts[i], threads)));
        }

        if (saved < MinSavedCycles)
            Array.Fill(parts, 1);
        return parts;
    }

    // Several parts a thread where they are large, so that one that was held up does not hold up the others.
    private static int PartsOf(double cycles, int threads)
    {
        double each = Math.Min(cycles / (threads * MinSparePartCycles), Math.Min(PartsPerThread, WorkerPool.MaxParts / threads));
        return threads == 1 ? 1 : each >= 2 ? threads * (int)each : (int)Math.Clamp(cycles / MinPartCycles, 1, threads);
    }

    private static long ParametersOf(NetworkGraph graph, IEnumerable<Node> nodes) =>
        nodes.SelectMany(node => node.Inputs).Distinct().Where(graph.Constants.ContainsKey).Sum(name => (long)graph.Tensor(name).Shape.Elements);

    // Asked before anything is packed or placed, so that a hostile file costs nothing; in place as far as that could ever go.
    private static void RejectTooLarge(NetworkGraph graph, IReadOnlyList<PlanNode> nodes, long maxArenaBytes)
    {
        long bound = ArenaPlanner.LowerBound(TensorStorage.Of(graph, nodes, inPlace: (_, _) => true).Blocks);
        if (bound > maxArenaBytes)
            throw TooLarge(graph, bound, maxArenaBytes);
    }

    private static GraphException TooLarge(NetworkGraph graph, long needed, long allowed) =>
        new($"graph '{graph.Name}'", $"needs {needed} bytes for activations and scratch, {allowed} are allowed. Use a smaller input or raise MaxArenaBytes.");
}
