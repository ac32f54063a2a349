using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Layers and activations.</summary>
internal static class LayerOps
{
    public static void Conv(GraphReader reader, OnnxNode node)
    {
        node.Require("group", 1);
        TensorInfo x = Rank4(reader, node);
        string weights = reader.AddConstant(node, node.Input(1), "weight", [0, 2, 3, 1]);
        Shape w = reader.Tensor(weights).Shape;
        int[] kernel = node.Ints("kernel_shape", w[1], w[2]);
        if (kernel[0] != w[1] || kernel[1] != w[2])
            throw node.Unsupported($"attribute kernel_shape = [{kernel[0]},{kernel[1]}] contradicts the weights {w}.");
        string[] bias = node.Has(2) ? [reader.AddConstant(node, node.Input(2), "bias", [])] : [];
        reader.Builder.Add(new Conv2dNode { Name = node.Name, Inputs = [x.Name, weights, .. bias], Output = node.Output, Window = ReadWindow(node) });
    }

    public static void Gemm(GraphReader reader, OnnxNode node)
    {
        node.Require("transA", 0);
        if (node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1)
            throw node.Unsupported("attributes alpha and beta are not supported, only 1.");
        TensorInfo x = reader.Tensor(node.Input(0));
        string weights = reader.AddConstant(node, node.Input(1), "weight", node.Int("transB", 0) == 0 ? [1, 0] : []);
        string[] bias = node.Has(2) ? [reader.AddConstant(node, node.Input(2), "bias", [])] : [];
        reader.Builder.Add(new DenseNode { Name = node.Name, Inputs = [x.Name, weights, .. bias], Output = node.Output });
    }

    public static void MaxPool(GraphReader reader, OnnxNode node)
    {
        node.Require("ceil_mode", 0);
        node.Require("storage_order", 0);
        int[] kernel = node.Ints("kernel_shape", 0, 0);
        TensorInfo x = Rank4(reader, node);
        reader.Builder.Add(new MaxPoolNode { Name = node.Name, Inputs = [x.Name], Output = node.Output, KernelH = kernel[0], KernelW = kernel[1], Window = ReadWindow(node) }, x.Type, x.Quant);
    }

    public static void Relu(GraphReader reader, OnnxNode node)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        reader.Builder.Add(new ActivationNode { Name = node.Name, Inputs = [x.Name], Output = node.Output, Kind = ActivationKind.Relu }, x.Type, x.Quant);
    }

    public static void Softmax(GraphReader reader, OnnxNode node)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        int axis = node.Int("axis", node.Opset >= 13 ? -1 : 1);
        if (x.Shape.Rank != 2 || (axis != -1 && axis != 1))
            throw node.Unsupported($"attribute axis = {axis} on {x.Shape} is not supported, only the last axis of two.");
        reader.Builder.Add(new SoftmaxNode { Name = node.Name, Inputs = [x.Name], Output = node.Output });
    }

    private static TensorInfo Rank4(GraphReader reader, OnnxNode node)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        return x.Shape.Rank == 4 ? x : throw node.Unsupported($"input {x} has {x.Shape.Rank} axes, only 4 are supported.");
    }

    private static Window ReadWindow(OnnxNode node)
    {
        node.Require("auto_pad", "NOTSET");
        int[] pads = node.Ints("pads", 0, 0, 0, 0), strides = node.Ints("strides", 1, 1), dilations = node.Ints("dilations", 1, 1);
        return new Window
        {
            PadTop = pads[0],
            PadLeft = pads[1],
            PadBottom = pads[2],
            PadRight = pads[3],
            StrideH = strides[0],
            StrideW = strides[1],
            DilationH = dilations[0],
            DilationW = dilations[1],
        };
    }
}
