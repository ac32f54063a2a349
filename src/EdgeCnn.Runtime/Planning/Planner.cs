using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Planning;

/// <summary>Turns a graph into a plan: passes, then an operator for each node, then a place for each tensor.</summary>
internal static class Planner
{
    /// <summary>Plans a graph.</summary>
    /// <exception cref="GraphException">A node has no kernel in this build, or the network is too large.</exception>
    public static Plan Plan(NetworkGraph graph, KernelSet kernels, long maxArenaBytes)
    {
        graph = new MatchActivationSign(kernels.Sign).Run(GraphPasses.Run(graph));
        Dictionary<string, string> storage = SharedStorage(graph);
        var work = graph.Nodes.Where(node => storage[node.Output] == node.Output).ToArray();
        Dictionary<string, ArenaBlock> blocks = Lifetimes(graph, work, storage);
        RejectTooLarge(graph, blocks, maxArenaBytes);
        long activationBytes = ArenaPlanner.Place([.. blocks.Values]);
        var operators = work.Select(node => OperatorTable.Bind(graph, node, kernels)).ToArray();
        int scratchBytes = operators.Length == 0 ? 0 : operators.Max(op => op.ScratchBytes);
        if (activationBytes + scratchBytes > maxArenaBytes)
            throw TooLarge(graph, activationBytes + scratchBytes, maxArenaBytes);

        PlanTensor Place(string name) => new(graph.Tensor(name), blocks[storage[name]].Offset, graph.Tensor(name).SizeBytes);
        return new Plan
        {
            Kernels = kernels,
            Steps = [.. work.Zip(operators, (node, op) => new PlanStep(node, op, [.. ActivationsOf(node).Select(Place)], Place(node.Output), node.MultiplyAdds(graph.InputsOf(node), graph.Tensor(node.Output))))],
            Inputs = [.. graph.Inputs.Select(Place)],
            Outputs = [.. graph.Outputs.Select(Place)],
            ActivationBytes = (int)activationBytes,
            ActivationLowerBound = ArenaPlanner.LowerBound([.. blocks.Values]),
            ScratchBytes = scratchBytes,
        };
    }

    // A Reshape only renames its input's bytes, so both share one place: tensor name to the name that owns the place.
    private static Dictionary<string, string> SharedStorage(NetworkGraph graph)
    {
        var storage = graph.Inputs.Concat(graph.Constants.Keys).ToDictionary(name => name);
        foreach (Node node in graph.Nodes)
            storage[node.Output] = node is ReshapeNode ? storage[node.Inputs[0]] : node.Output;
        return storage;
    }

    // Weights and biases are the operator's own; everything else that a node reads lies in the arena.
    private static IEnumerable<string> ActivationsOf(Node node) => node is LinearNode ? node.Inputs.Take(1) : node.Inputs;

    private static Dictionary<string, ArenaBlock> Lifetimes(NetworkGraph graph, Node[] work, Dictionary<string, string> storage)
    {
        var first = new Dictionary<string, int>();
        var last = new Dictionary<string, int>();
        foreach (string input in graph.Inputs)
            first[input] = last[input] = -1;
        for (int step = 0; step < work.Length; step++)
        {
            foreach (string input in ActivationsOf(work[step]))
            {
                if (graph.Constants.ContainsKey(storage[input]))
                    throw new GraphException(work[step].Label, $"reads the constant '{storage[input]}' as its input; constant folding is missing.");
                last[storage[input]] = step;
            }

            first[work[step].Output] = last[work[step].Output] = step;
        }

        foreach (string output in graph.Outputs)
        {
            if (graph.Constants.ContainsKey(storage[output]))
                throw new GraphException($"graph '{graph.Name}'", $"the output '{output}' is a constant.");
            last[storage[output]] = work.Length;
        }

        return first.ToDictionary(entry => entry.Key, entry => new ArenaBlock(graph.Tensor(entry.Key).SizeBytes, entry.Value, last[entry.Key]));
    }

    // Asked before anything is placed or packed, so that a hostile file costs nothing.
    private static void RejectTooLarge(NetworkGraph graph, Dictionary<string, ArenaBlock> blocks, long maxArenaBytes)
    {
        long bound = ArenaPlanner.LowerBound([.. blocks.Values]);
        if (bound > maxArenaBytes)
            throw TooLarge(graph, bound, maxArenaBytes);
    }

    private static GraphException TooLarge(NetworkGraph graph, long needed, long allowed) =>
        new($"graph '{graph.Name}'", $"needs {needed} bytes for activations and scratch, {allowed} are allowed. Use a smaller input or raise MaxArenaBytes.");
}
