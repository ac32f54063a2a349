using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training;

/// <summary>Connects layers, each to values that are there already; without inputs a layer reads what was added last.</summary>
/// <example><code>
/// var net = new NetworkBuilder("tiny", new Shape(32, 32, 3), seed: 1);
/// NetworkValue x = net.Add(new Conv2dLayer("stem", 16, 3) { Padding = Padding.Same });
/// NetworkValue y = net.Add(new Conv2dLayer("conv", 16, 3) { Padding = Padding.Same }, x);
/// net.Add(new AddLayer("add"), x, y);
/// Network network = net.Build();
/// </code></example>
/// <param name="name">The network's name.</param>
/// <param name="input">One picture.</param>
/// <param name="seed">Decides the initial weights.</param>
/// <param name="kernels">The kernels to choose from; null for the best of this processor, <see cref="KernelSet.Direct"/> for results that are equal on every one.</param>
public sealed class NetworkBuilder(string name, Shape input, long seed, KernelSet? kernels = null)
{
    private readonly List<NetworkNode> nodes = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>The picture.</summary>
    public NetworkValue Input { get; } = new(0, input);

    /// <summary>What was added last; the picture at first.</summary>
    public NetworkValue Last { get; private set; } = new(0, input);

    /// <summary>Adds a layer.</summary>
    /// <returns>What it gives.</returns>
    /// <exception cref="GraphException">The layer does not fit, or its name is taken.</exception>
    public NetworkValue Add(Layer layer, params ReadOnlySpan<NetworkValue> inputs)
    {
        if (!names.Add(layer.Name))
            throw new GraphException($"{layer.GetType().Name} '{layer.Name}'", "another layer has this name.");
        ImmutableArray<NetworkValue> from = inputs.IsEmpty ? [Last] : [.. inputs];
        Shape output = layer.Build([.. from.Select(value => value.Shape)], new SeededRandom(seed, stream: nodes.Count + 1), kernels);
        var node = new NetworkNode(layer, nodes.Count, [.. from.Select(value => value.Index)]);
        nodes.Add(node);
        return Last = new NetworkValue(node.Output, output);
    }

    /// <summary>The network; its output is what was added last.</summary>
    /// <exception cref="GraphException">There is no layer, or one is read by nobody.</exception>
    public Network Build()
    {
        if (nodes.Count == 0)
            throw new GraphException($"network '{name}'", "has no layers.");
        var read = nodes.SelectMany(node => node.Inputs).ToHashSet();
        if (nodes.FirstOrDefault(node => node != nodes[^1] && !read.Contains(node.Output)) is { } lost)
            throw new GraphException($"{lost.Layer.GetType().Name} '{lost.Layer.Name}'", "nobody reads its output.");
        return new Network(name, input, [.. nodes]);
    }
}
