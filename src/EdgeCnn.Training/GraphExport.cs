using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training;

/// <summary>Turns a trained network into a float graph for one picture.</summary>
public static class GraphExport
{
    /// <summary>Copies layers and parameters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="contract">What pictures it was trained on.</param>
    /// <exception cref="GraphException">A layer has no counterpart, or the contract does not fit.</exception>
    public static NetworkGraph ToGraph(Network network, InputContract contract)
    {
        var builder = new NetworkGraphBuilder(network.Name) { Contract = contract };
        string current = builder.AddInput(new TensorInfo("input", DataType.Float32, new Shape([1, .. network.Input.Dims]))).Name;
        foreach (Layer layer in network.Layers)
        {
            foreach (Parameter parameter in layer.Parameters)
                builder.AddConstant<float>(new TensorInfo(parameter.Name, DataType.Float32, parameter.Shape), parameter.Value);
            current = builder.Add(ToNode(layer, current)).Name;
        }

        builder.AddOutput(current);
        return builder.Build();
    }

    private static Node ToNode(Layer layer, string input) => layer switch
    {
        Conv2dLayer conv => new Conv2dNode { Name = layer.Name, Inputs = [input, .. Names(layer)], Output = layer.Name, Window = conv.Window },
        DenseLayer => new DenseNode { Name = layer.Name, Inputs = [input, .. Names(layer)], Output = layer.Name },
        ReluLayer => new ActivationNode { Name = layer.Name, Inputs = [input], Output = layer.Name, Kind = ActivationKind.Relu },
        MaxPoolLayer pool => new MaxPoolNode { Name = layer.Name, Inputs = [input], Output = layer.Name, KernelH = pool.Kernel, KernelW = pool.Kernel, Window = pool.Window },
        FlattenLayer => new ReshapeNode { Name = layer.Name, Inputs = [input], Output = layer.Name, Target = new Shape(1, layer.Output.Elements) },
        _ => throw new GraphException($"layer '{layer.Name}'", $"{layer.GetType().Name} has no counterpart in a graph."),
    };

    private static IEnumerable<string> Names(Layer layer) => layer.Parameters.Select(parameter => parameter.Name);
}
