using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Graph.Passes;

namespace EdgeCnn.Training.Import;

/// <summary>Turns a float graph into a network that can be trained further: the way back from <see cref="GraphExport"/>.</summary>
/// <remarks>
/// Batch normalizations come folded into the weights, as the graph has them. A softmax or a sigmoid at the end is left out: losses take logits.
/// The head is the last dense layer or 1x1 convolution; a new one of He's weights takes its place where there are other classes to tell, without the
/// activations behind it. A network that ends in another layer with weights gives features, and a new head comes behind their mean.
/// </remarks>
public static class GraphImport
{
    /// <summary>The name of a new head.</summary>
    public const string HeadName = "head";

    /// <summary>Where a new head goes, in words: in place of which layer, or behind all of them.</summary>
    public static string PlaceOfHead(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Head(GraphPasses.Run(graph)) is { } head ? $"in place of {head.Label}" : "behind its features";
    }

    /// <summary>Copies all layers with their weights.</summary>
    /// <param name="graph">One picture in, one row of outputs.</param>
    /// <param name="options">What is changed on the way.</param>
    /// <exception cref="EdgeCnnException">The graph is quantized, or a node has no layer that can be trained; the node is named.</exception>
    public static Network ToNetwork(NetworkGraph graph, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new ImportOptions();
        if (graph.Tensors.Values.FirstOrDefault(tensor => tensor.Type.IsCode()) is { } code)
            throw new EdgeCnnException($"graph '{graph.Name}' is quantized: '{code.Name}' is {code.Type}. Train from the float model that it was made of.");
        graph = GraphPasses.Run(graph);
        if (graph.Inputs.Length != 1 || graph.Outputs.Length != 1 || graph.Tensor(graph.Inputs[0]).Shape is not { Rank: 4 } input || input[0] != 1)
            throw new EdgeCnnException($"graph '{graph.Name}' has inputs {string.Join(", ", graph.Inputs)} and outputs {string.Join(", ", graph.Outputs)}; expected one picture [1,H,W,C] and one output.");
        Node? head = options.Classes is null ? null : Head(graph);
        bool append = options.Classes is not null && head is null;
        var builder = new NetworkBuilder(graph.Name, new Shape(input[1], input[2], input[3]), options.Seed, options.Kernels);
        var layers = new NodeImport(graph, builder, options);
        foreach (Node node in graph.Nodes)
        {
            if (node == head)
                layers.AddHead(node);
            else if (head is not null && layers.BendsTheHead(node))
                layers.Skip(node);
            else if (!EndsInIt(graph, node))
                layers.Add(node);
        }

        if (append)
            layers.AppendHead();
        Network network = builder.Build();
        layers.CopyWeights();
        if (network.Output.Rank != 1)
            throw new EdgeCnnException($"graph '{graph.Name}' gives {network.Output} for a picture, not one row of classes.");
        return network;
    }

    // Softmax or sigmoid and what only moves its result: nothing that a loss on logits wants.
    private static bool EndsInIt(NetworkGraph graph, Node node)
    {
        bool isMoved = false;
        Node? last = graph.Producer(graph.Outputs[0]);
        for (; last is ReshapeNode; last = graph.Producer(last.Inputs[0]))
            isMoved |= last == node;
        return last is SoftmaxNode or UnaryNode { Kind: UnaryKind.Sigmoid } && (isMoved || last == node);
    }

    // Null for a network that ends in features: there is nothing that new classes could replace.
    private static Node? Head(NetworkGraph graph) => graph.Nodes.LastOrDefault(node => node is LinearNode) is { } last
        && (last is DenseNode || (last is Conv2dNode && graph.Tensor(last.Inputs[1]).Shape is var weights && weights[1] == 1 && weights[2] == 1)) ? last : null;
}
