using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Planning;

/// <summary>
/// Which tensors share bytes, and from when to when. A Reshape only renames its input's bytes; a step that may run in
/// place writes over an input that nobody reads after it.
/// </summary>
/// <remarks>
/// A graph input's bytes may be written over as well, since callers give inputs anew before each run. Constants and
/// graph outputs are never written over: the former are not in the arena, the latter live until the end.
/// </remarks>
internal sealed class TensorStorage
{
    private readonly NetworkGraph graph;
    private readonly Dictionary<string, string> origins; // tensor → the one whose values it has
    private readonly Dictionary<string, string> owners = []; // origin → the one that got the block
    private readonly Dictionary<string, ArenaBlock> blocks = []; // by owner

    private TensorStorage(NetworkGraph graph, IReadOnlyList<PlanNode> nodes)
    {
        this.graph = graph;
        origins = graph.Inputs.Concat(graph.Constants.Keys).ToDictionary(name => name);
        foreach (PlanNode node in nodes)
            origins[node.Output] = node.Node is ReshapeNode reshape ? origins[reshape.Inputs[0]] : node.Output;
        Steps = [.. nodes.Where(node => node.Node is not ReshapeNode)];
    }

    /// <summary>The nodes that have something to do, in their order.</summary>
    public IReadOnlyList<PlanNode> Steps { get; }

    /// <summary>The blocks that the arena must hold.</summary>
    public IReadOnlyCollection<ArenaBlock> Blocks => blocks.Values;

    /// <summary>Finds out who shares with whom.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="nodes">What is to be computed, see <see cref="SumFusion"/>.</param>
    /// <param name="inPlace">Says of a step whether it may write over one of its inputs.</param>
    public static TensorStorage Of(NetworkGraph graph, IReadOnlyList<PlanNode> nodes, Func<int, int, bool> inPlace)
    {
        var storage = new TensorStorage(graph, nodes);
        storage.Share(storage.LastReads(), inPlace);
        return storage;
    }

    /// <summary>The tensor whose values a tensor has: another one where Reshapes lie between.</summary>
    public string Origin(string tensor) => origins[tensor];

    /// <summary>Where a tensor lies; asked after the blocks have been placed.</summary>
    public PlanTensor Place(string name)
    {
        string origin = origins[name];
        return graph.Constants.TryGetValue(origin, out var values)
            ? new(graph.Tensor(name), -1, values.Length) { Origin = origin, Constant = values }
            : new(graph.Tensor(name), blocks[owners[origin]].Offset, graph.Tensor(name).SizeBytes) { Origin = origin };
    }

    // The last step that reads each origin, or the one that writes it where nobody does.
    private Dictionary<string, int> LastReads()
    {
        var last = new Dictionary<string, int>();
        for (int step = 0; step < Steps.Count; step++)
        {
            foreach (string input in Steps[step].Activations)
                last[origins[input]] = step;
            last.TryAdd(Steps[step].Output, step);
        }

        foreach (string output in graph.Outputs)
            last[origins[output]] = Steps.Count;
        return last;
    }

    private void Share(Dictionary<string, int> last, Func<int, int, bool> inPlace)
    {
        foreach (string input in graph.Inputs)
            Own(input, -1, last.GetValueOrDefault(input, -1));
        for (int step = 0; step < Steps.Count; step++)
        {
            string output = Steps[step].Output;
            if (WrittenOver(step, last, inPlace) is not { } input)
            {
                Own(output, step, last[output]);
                continue;
            }

            string owner = owners[output] = owners[input];
            blocks[owner] = blocks[owner] with { Last = last[output] };
        }
    }

    private void Own(string origin, int first, int last)
    {
        owners[origin] = origin;
        blocks[origin] = new ArenaBlock(graph.Tensor(origin).SizeBytes, first, last);
    }

    // The origin that a step's result may replace: of equal size, read by nobody later, and not by this step in another way.
    private string? WrittenOver(int step, Dictionary<string, int> last, Func<int, int, bool> inPlace)
    {
        string[] inputs = [.. Steps[step].Activations.Select(input => origins[input])];
        int bytes = graph.Tensor(Steps[step].Output).SizeBytes;
        return inputs.FirstOrDefault(origin => owners.ContainsKey(origin) && last[origin] == step && graph.Tensor(origin).SizeBytes == bytes
            && Enumerable.Range(0, inputs.Length).All(i => inputs[i] != origin || inPlace(step, i)));
    }
}
