using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Operators that move values.</summary>
internal static class ShapeOps
{
    public static void Flatten(GraphReader reader, OnnxNode node)
    {
        node.Require("axis", 1);
        TensorInfo x = reader.Tensor(node.Input(0));
        if (x.Shape.Rank < 2)
            throw node.Unsupported($"input {x} has {x.Shape.Rank} axes, expected at least 2.");
        string from = x.Name;
        // ONNX flattens C, H, W; ours lies as H, W, C. FoldTransposeIntoDense takes this away again.
        if (x.Shape.Rank == 4 && x.Shape[3] > 1 && x.Shape[1] * x.Shape[2] > 1)
            from = reader.Builder.Add(new TransposeNode { Name = $"{node.Name}.nchw", Inputs = [from], Output = $"{node.Output}.nchw", Permutation = [0, 3, 1, 2] }, x.Type, x.Quant).Name;
        reader.Builder.Add(new ReshapeNode { Name = node.Name, Inputs = [from], Output = node.Output, Target = new Shape(x.Shape[0], x.Shape.Elements / x.Shape[0]) }, x.Type, x.Quant);
    }

    public static void Identity(GraphReader reader, OnnxNode node) => reader.Alias(node.Output, reader.Tensor(node.Input(0)).Name);

    /// <summary>At inference Dropout passes its input on.</summary>
    public static void Dropout(GraphReader reader, OnnxNode node)
    {
        _ = node.Float("ratio", 0);
        _ = node.Int("seed", 0);
        if (node.Outputs.Skip(1).Any(mask => mask.Length > 0) || node.Has(2))
            throw node.Unsupported("a mask or training mode is not supported.");
        reader.Alias(node.Outputs[0], reader.Tensor(node.Input(0)).Name);
    }

    public static void Constant(GraphReader reader, OnnxNode node) => reader.AddInitializer(node, node.Output, node.Tensor("value"));
}
