using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Planning;

/// <summary>Turns a graph into a plan: passes, then an operator for each node, then a place for each tensor.</summary>
internal static class Planner
{
    /// <summary>Plans a graph.</summary>
    /// <exception cref="GraphException">A node has no kernel in this build, or the network is too large.</exception>
    public static Plan Plan(NetworkGraph graph, KernelSet kernels, long maxArenaBytes, IReadOnlyCollection<string>? withoutPasses = null)
    {
        graph = new MatchActivationSign(kernels.Sign).Run(GraphPasses.Run(graph, withoutPasses));
        RejectTooLarge(graph, maxArenaBytes);
        IOperator[] operators = [.. TensorStorage.Of(graph, inPlace: (_, _) => false).Steps.Select(node => OperatorTable.Bind(graph, node, kernels))];
        var storage = TensorStorage.Of(graph, (step, input) => operators[step].CanRunInPlace(input));
        long activationBytes = ArenaPlanner.Place([.. storage.Blocks]);
        int scratchBytes = operators.Length == 0 ? 0 : operators.Max(op => op.ScratchBytes);
        if (activationBytes + scratchBytes > maxArenaBytes)
            throw TooLarge(graph, activationBytes + scratchBytes, maxArenaBytes);

        return new Plan
        {
            Name = graph.Name,
            Kernels = kernels,
            Steps = [.. storage.Steps.Zip(operators, (node, op) => Step(graph, node, op, storage))],
            Inputs = [.. graph.Inputs.Select(storage.Place)],
            Outputs = [.. graph.Outputs.Select(storage.Place)],
            Parameters = ParametersOf(graph, graph.Nodes),
            ActivationBytes = (int)activationBytes,
            ActivationLowerBound = ArenaPlanner.LowerBound(storage.Blocks),
            ScratchBytes = scratchBytes,
        };
    }

    private static PlanStep Step(NetworkGraph graph, Node node, IOperator op, TensorStorage storage) => new(
        node,
        op,
        [.. TensorStorage.ActivationsOf(node).Select(storage.Place)],
        storage.Place(node.Output),
        node.MultiplyAdds(graph.InputsOf(node), graph.Tensor(node.Output)),
        ParametersOf(graph, [node]));

    private static long ParametersOf(NetworkGraph graph, IEnumerable<Node> nodes) =>
        nodes.SelectMany(node => node.Inputs).Distinct().Where(graph.Constants.ContainsKey).Sum(name => (long)graph.Tensor(name).Shape.Elements);

    // Asked before anything is packed or placed, so that a hostile file costs nothing; in place as far as that could ever go.
    private static void RejectTooLarge(NetworkGraph graph, long maxArenaBytes)
    {
        long bound = ArenaPlanner.LowerBound(TensorStorage.Of(graph, inPlace: (_, _) => true).Blocks);
        if (bound > maxArenaBytes)
            throw TooLarge(graph, bound, maxArenaBytes);
    }

    private static GraphException TooLarge(NetworkGraph graph, long needed, long allowed) =>
        new($"graph '{graph.Name}'", $"needs {needed} bytes for activations and scratch, {allowed} are allowed. Use a smaller input or raise MaxArenaBytes.");
}
