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
    private const long MaxGrowth = 16 << 20;

    /// <inheritdoc/>
    public string Name => "fold-batch-norm";

    /// <inheritdoc/>
    public NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.Nodes.Any(node => node is BinaryNode))
            return graph;
        var edit = new GraphEdit(graph);
        // Weights that many layers share are copied for each; a short file could ask for any amount of memory.
        long room = MaxGrowth + (4 * graph.Constants.Values.Sum(data => (long)data.Length));
        foreach (BinaryNode node in graph.Nodes.OfType<BinaryNode>().Where(node => node.Kind is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div))
            Fold(edit, node, ref room);
        return edit.ToGraph();
    }

    private static void Fold(GraphEdit edit, BinaryNode node, ref long room)
    {
        bool constantFirst = edit.Constants.ContainsKey(node.Inputs[0]);
        if (constantFirst && node.Kind is BinaryKind.Sub or BinaryKind.Div)
            return;
        string constant = node.Inputs[constantFirst ? 0 : 1], before = node.Inputs[constantFirst ? 1 : 0];
        if (!edit.Constants.ContainsKey(constant) || edit.Producer(before) is not LinearNode { Activation: ActivationKind.None } layer || edit.OnlyReader(before) is null)
            return;
        TensorInfo output = edit.Tensors[node.Output], weights = edit.Tensors[layer.Inputs[1]];
        int channels = edit.Tensors[before].Shape[-1];
        if (output.Type != DataType.Float32 || output.Shape != edit.Tensors[before].Shape || layer.Inputs.Skip(1).Any(input => !edit.Constants.ContainsKey(input))
            || PerChannel(edit, constant, channels) is not { } values)
        {
            return;
        }

        bool scales = node.Kind is BinaryKind.Mul or BinaryKind.Div;
        float[] factor = [.. values.Select(value => node.Kind switch { BinaryKind.Mul => value, BinaryKind.Div => 1 / value, _ => 1 })];
        float[] offset = [.. values.Select(value => node.Kind switch { BinaryKind.Add => value, BinaryKind.Sub => -value, _ => 0 })];
        float[] bias = layer.Inputs.Length > 2 ? Floats(edit, layer.Inputs[2]) : new float[channels];
        float[] newBias = [.. bias.Select((value, c) => (value * factor[c]) + offset[c])];
        float[] newWeights = scales ? Scaled(Floats(edit, weights.Name), weights.Shape, layer.ChannelAxis, factor) : [];
        room -= 4L * (newBias.Length + newWeights.Length);
        // What overflows in a weight need not do so in the sum.
        if (room < 0 || !newBias.Concat(newWeights).All(float.IsFinite))
            return;
        string biasName = Add(edit, $"{node.Name}.bias", new Shape(channels), newBias);
        string weightsName = scales ? Add(edit, $"{node.Name}.weight", weights.Shape, newWeights) : weights.Name;
        edit.Remove(node);
        edit.Replace(layer, layer with { Inputs = [layer.Inputs[0], weightsName, biasName], Output = node.Output });
        edit.Tensors.Remove(before);
    }

    private static float[] Floats(GraphEdit edit, string constant) => MemoryMarshal.Cast<byte, float>(edit.Constants[constant].Span).ToArray();

    private static string Add(GraphEdit edit, string like, Shape shape, float[] values)
    {
        string name = edit.Fresh(like);
        edit.Tensors.Add(name, new TensorInfo(name, DataType.Float32, shape));
        edit.Constants.Add(name, MemoryMarshal.AsBytes<float>(values).ToArray());
        return name;
    }

    private static float[] Scaled(float[] weights, Shape shape, int channelAxis, float[] factor)
    {
        int inner = shape.Dims[(channelAxis + 1)..].Aggregate(1, (product, dim) => product * dim);
        for (int i = 0; i < weights.Length; i++)
            weights[i] *= factor[i / inner % factor.Length];
        return weights;
    }

    // One value for each index of the last axis, or null if the constant varies along another one.
    private static float[]? PerChannel(GraphEdit edit, string constant, int channels)
    {
        TensorInfo info = edit.Tensors[constant];
        float[] values = info.Type == DataType.Float32 ? Floats(edit, constant) : [];
        return values.Length == 1 ? [.. Enumerable.Repeat(values[0], channels)] : values.Length == channels && info.Shape[-1] == channels ? values : null;
    }
}
