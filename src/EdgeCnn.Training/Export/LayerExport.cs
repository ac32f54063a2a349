using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Export;

/// <summary>Writes one layer after another as nodes of a graph.</summary>
internal sealed class LayerExport(NetworkGraphBuilder builder)
{
    /// <summary>Writes a layer.</summary>
    /// <returns>The tensor that it gives.</returns>
    public string Write(Layer layer, ImmutableArray<string> inputs) => layer switch
    {
        Conv2dLayer { Groups: > 1 } conv => GroupExport.Write(builder, conv, inputs[0]),
        Conv2dLayer conv => builder.Add(new Conv2dNode { Name = layer.Name, Inputs = [inputs[0], .. Constants(layer)], Output = layer.Name, Window = conv.Window, Activation = conv.Activation }).Name,
        DepthwiseConv2dLayer conv => builder.Add(new DepthwiseConv2dNode { Name = layer.Name, Inputs = [inputs[0], .. Constants(layer)], Output = layer.Name, Window = conv.Window, Activation = conv.Activation }).Name,
        DenseLayer dense => builder.Add(new DenseNode { Name = layer.Name, Inputs = [inputs[0], .. Constants(layer)], Output = layer.Name, Activation = dense.Activation }).Name,
        BatchNormLayer norm => Write(norm, inputs[0]),
        ReluLayer relu => builder.Add(new ActivationNode { Name = layer.Name, Inputs = inputs, Output = layer.Name, Kind = relu.Kind }).Name,
        ActivationLayer function => builder.Add(new UnaryNode { Name = layer.Name, Inputs = inputs, Output = layer.Name, Kind = function.Kind, Alpha = function.Kind == UnaryKind.LeakyRelu ? function.Alpha : 0 }).Name,
        SoftmaxLayer => builder.Add(new SoftmaxNode { Name = layer.Name, Inputs = inputs, Output = layer.Name }).Name,
        MaxPoolLayer pool => builder.Add(new MaxPoolNode { Name = layer.Name, Inputs = inputs, Output = layer.Name, KernelH = pool.Size.H, KernelW = pool.Size.W, Window = pool.Window }).Name,
        AveragePoolLayer pool => builder.Add(new AveragePoolNode { Name = layer.Name, Inputs = inputs, Output = layer.Name, KernelH = pool.Size.H, KernelW = pool.Size.W, Window = pool.Window, CountIncludePad = pool.CountIncludePad }).Name,
        GlobalAveragePoolLayer => Flat(builder.Add(new GlobalAveragePoolNode { Name = layer.Name, Inputs = inputs, Output = layer.Name }).Name, layer.Output),
        GlobalMaxPoolLayer => builder.Add(new ReduceNode { Name = layer.Name, Inputs = inputs, Output = layer.Name, Kind = ReduceKind.Max, Axes = [1, 2], KeepDims = false }).Name,
        FlattenLayer => Flat(inputs[0], layer.Output),
        // Only training knows it.
        DropoutLayer => inputs[0],
        AddLayer add => Write(add, inputs),
        ConcatLayer => builder.Add(new ConcatNode { Name = layer.Name, Inputs = inputs, Output = layer.Name }).Name,
        _ => throw new GraphException($"layer '{layer.Name}'", $"{layer.GetType().Name} has no counterpart in a graph."),
    };

    // As the product and sum that the graph's passes fold into the layer before.
    private string Write(BatchNormLayer norm, string input)
    {
        var (scale, shift) = norm.BoardLine();
        var shape = new Shape(scale.Length);
        string factor = builder.AddConstant<float>(new TensorInfo($"{norm.Name}.scale", DataType.Float32, shape), scale).Name;
        string offset = builder.AddConstant<float>(new TensorInfo($"{norm.Name}.shift", DataType.Float32, shape), shift).Name;
        string product = builder.Add(new BinaryNode { Name = $"{norm.Name}.product", Inputs = [input, factor], Output = $"{norm.Name}.product", Kind = BinaryKind.Mul }).Name;
        string sum = builder.Add(new BinaryNode { Name = norm.Name, Inputs = [product, offset], Output = norm.Name, Kind = BinaryKind.Add }).Name;
        return norm.Activation == ActivationKind.None
            ? sum
            : builder.Add(new ActivationNode { Name = $"{norm.Name}.activation", Inputs = [sum], Output = $"{norm.Name}.activation", Kind = norm.Activation }).Name;
    }

    private string Write(AddLayer add, ImmutableArray<string> inputs)
    {
        string sum = inputs[0];
        for (int i = 1; i < inputs.Length; i++)
        {
            bool last = i == inputs.Length - 1;
            string name = last ? add.Name : $"{add.Name}.{i}";
            sum = builder.Add(new AddNode { Name = name, Inputs = [sum, inputs[i]], Output = name, Activation = last ? add.Activation : ActivationKind.None }).Name;
        }

        return sum;
    }

    private string Flat(string input, Shape shape)
    {
        string name = $"{input}.flat";
        return builder.Add(new ReshapeNode { Name = name, Inputs = [input], Output = name, Target = new Shape(1, shape.Elements) }).Name;
    }

    private IEnumerable<string> Constants(Layer layer) =>
        layer.Parameters.Select(parameter => builder.AddConstant<float>(new TensorInfo(parameter.Name, DataType.Float32, parameter.Shape), parameter.Value).Name);
}
