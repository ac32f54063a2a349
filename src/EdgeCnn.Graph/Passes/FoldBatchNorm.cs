using System.Runtime.InteropServices;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes;

/// <summary>
/// A product with or a sum with one constant for each channel moves into the float layer before it: BatchNormalization, which
/// an importer reads as such a product and sum, and biases that stand alone.
/// </summary>
/// <remarks>(Σx·w + b)·s + t = Σx·(w·s) + (b·s + t). Source: Jacob et al. 2018, §3.2.</remarks>
public sealed class FoldBatchNorm : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fold-batch-norm";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        foreach (BinaryNode node in graph.Nodes.OfType<BinaryNode>().Where(node => node.Kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div))
            graph = Fold(graph, node);
        return graph;
    }

    private static NetworkGraph Fold(NetworkGraph graph, BinaryNode seen)
    {
        // An earlier fold may have changed what this node reads.
        if (graph.Producer(seen.Output) is not BinaryNode node)
            return graph;
        bool constantFirst = graph.Constants.ContainsKey(node.Inputs[0]);
        if (constantFirst && node.Kind is BinaryKind.Sub or BinaryKind.Div)
            return graph;
        string constant = node.Inputs[constantFirst ? 0 : 1], before = node.Inputs[constantFirst ? 1 : 0];
        if (!graph.Constants.ContainsKey(constant) || graph.Producer(before) is not LinearNode { Activation: ActivationKind.None } layer || graph.Outputs.Contains(before) || graph.Consumers(before).Count() != 1)
            return graph;
        TensorInfo output = graph.Tensor(node.Output), weights = graph.Tensor(layer.Inputs[1]);
        int channels = graph.Tensor(before).Shape[-1];
        if (output.Type != DataType.Float32 || output.Shape != graph.Tensor(before).Shape || !graph.Constants.ContainsKey(weights.Name) || layer.Inputs.Skip(2).Any(bias => !graph.Constants.ContainsKey(bias))
            || PerChannel(graph, constant, channels) is not { } values)
        {
            return graph;
        }

        bool scales = node.Kind is BinaryKind.Mul or BinaryKind.Div;
        float[] factor = [.. values.Select(value => node.Kind switch { BinaryKind.Mul => value, BinaryKind.Div => 1 / value, _ => 1 })];
        float[] offset = [.. values.Select(value => node.Kind switch { BinaryKind.Add => value, BinaryKind.Sub => -value, _ => 0 })];
        float[] bias = layer.Inputs.Length > 2 ? graph.Constant<float>(layer.Inputs[2]).ToArray() : new float[channels];
        string prefix = node.Name;
        string newWeights = scales ? Fresh(graph, $"{prefix}.weight") : weights.Name, newBias = Fresh(graph, $"{prefix}.bias");
        var tensors = graph.Tensors.Remove(before).SetItem(newBias, new TensorInfo(newBias, DataType.Float32, new Shape(channels)));
        var constants = graph.Constants.SetItem(newBias, Bytes([.. bias.Select((value, c) => (value * factor[c]) + offset[c])]));
        if (scales)
        {
            tensors = tensors.SetItem(newWeights, weights with { Name = newWeights });
            constants = constants.SetItem(newWeights, Bytes(Scaled(graph.Constant<float>(weights.Name), weights.Shape, layer.ChannelAxis, factor)));
        }

        return graph with
        {
            Nodes = graph.Nodes.Remove(node).Replace(layer, layer with { Inputs = [layer.Inputs[0], newWeights, newBias], Output = node.Output }),
            Tensors = tensors,
            Constants = constants,
        };
    }

    private static float[] Scaled(ReadOnlySpan<float> weights, Shape shape, int channelAxis, float[] factor)
    {
        int inner = shape.Dims[(channelAxis + 1)..].Aggregate(1, (product, dim) => product * dim);
        float[] scaled = weights.ToArray();
        for (int i = 0; i < scaled.Length; i++)
            scaled[i] *= factor[i / inner % factor.Length];
        return scaled;
    }

    // One value for each index of the last axis, or null if the constant varies along another one.
    private static float[]? PerChannel(NetworkGraph graph, string constant, int channels)
    {
        TensorInfo info = graph.Tensor(constant);
        float[] values = info.Type == DataType.Float32 ? graph.Constant<float>(constant).ToArray() : [];
        return values.Length == 1 ? [.. Enumerable.Repeat(values[0], channels)] : values.Length == channels && info.Shape[-1] == channels ? values : null;
    }

    private static string Fresh(NetworkGraph graph, string like)
    {
        string name = like;
        for (int i = 1; graph.Tensors.ContainsKey(name); i++)
            name = $"{like}.{i}";
        return name;
    }

    private static byte[] Bytes(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
