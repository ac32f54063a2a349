using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training;

/// <summary>Layers and how they are connected, in an order in which each comes after those that it reads. Holds the parameters, no pictures.</summary>
public sealed class Network
{
    internal Network(string name, Shape input, ImmutableArray<NetworkNode> nodes)
    {
        Name = name;
        Input = input;
        Nodes = nodes;
        Parameters = [.. nodes.SelectMany(node => node.Layer.Parameters)];
        Statistics = [.. nodes.SelectMany(node => node.Layer.Statistics)];
    }

    /// <summary>The network's name.</summary>
    public string Name { get; }

    /// <summary>One picture.</summary>
    public Shape Input { get; }

    /// <summary>The output for one picture.</summary>
    public Shape Output => Nodes[^1].Layer.Output;

    /// <summary>First layer first.</summary>
    public ImmutableArray<NetworkNode> Nodes { get; }

    /// <summary>The layers, first one first.</summary>
    public IEnumerable<Layer> Layers => Nodes.Select(node => node.Layer);

    /// <summary>What gradients change.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Moving statistics.</summary>
    public IReadOnlyList<Parameter> Statistics { get; }

    /// <summary>Values of all parameters together, without moving statistics.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Value.Length);

    /// <summary>Multiply-adds of one picture.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Builds layers one after another.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="input">One picture, [H, W, C].</param>
    /// <param name="layers">First layer first.</param>
    /// <param name="seed">Decides the initial weights.</param>
    /// <exception cref="GraphException">A layer does not fit the one before, or a name occurs twice.</exception>
    public static Network Sequential(string name, Shape input, IEnumerable<Layer> layers, long seed)
    {
        var builder = new NetworkBuilder(name, input, seed);
        foreach (Layer layer in layers)
            builder.Add(layer);
        return builder.Build();
    }

    /// <summary>The shape of a value, see <see cref="NetworkNode"/>.</summary>
    internal Shape ValueShape(int value) => value == 0 ? Input : Nodes[value - 1].Layer.Output;
}
