using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Layers and activations.</summary>
internal static class LayerOps
{
    public static void Conv(GraphReader reader, OnnxNode node)
    {
        int groups = node.Int("group", 1);
        TensorInfo x = Rank4(reader, node);
        bool depthwise = groups > 1;
        // ONNX's [OC, C / groups, KH, KW] becomes OHWI, or HWC where each channel is a group of its own.
        string weights = reader.AddConstant(node, node.Input(1), "weight", depthwise ? [2, 3, 0, 1] : [0, 2, 3, 1], dropLastAxis: depthwise);
        Shape w = reader.Tensor(weights).Shape;
        if (depthwise && (groups != x.Shape[3] || w.Rank != 3 || w[2] != groups))
            throw node.Unsupported($"attribute group = {groups} with {x.Shape[3]} channels is not supported, only 1 or one group a channel.");
        (int kernelH, int kernelW) = depthwise ? (w[0], w[1]) : (w[1], w[2]);
        int[] kernel = node.Ints("kernel_shape", kernelH, kernelW);
        if (kernel[0] != kernelH || kernel[1] != kernelW)
            throw node.Unsupported($"attribute kernel_shape = [{kernel[0]},{kernel[1]}] contradicts the weights {w}.");
        string[] bias = node.Has(2) ? [reader.AddConstant(node, node.Input(2), "bias", [])] : [];
        reader.Builder.Add(depthwise
            ? new DepthwiseConv2dNode { Name = node.Name, Inputs = [x.Name, weights, .. bias], Output = node.Output, Window = ReadWindow(node) }
            : new Conv2dNode { Name = node.Name, Inputs = [x.Name, weights, .. bias], Output = node.Output, Window = ReadWindow(node) });
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
        node.Require("storage_order", 0);
        int[] kernel = node.Ints("kernel_shape", 0, 0);
        bool ceil = node.Int("ceil_mode", 0) != 0;
        TensorInfo x = Rank4(reader, node);
        Window window = ReadWindow(node);
        if (ceil)
        {
            window = window with
            {
                PadBottom = CeilPadding(x.Shape[1], kernel[0], window.StrideH, window.PadTop, window.PadBottom, window.DilationH),
                PadRight = CeilPadding(x.Shape[2], kernel[1], window.StrideW, window.PadLeft, window.PadRight, window.DilationW),
            };
        }

        reader.Builder.Add(new MaxPoolNode { Name = node.Name, Inputs = [x.Name], Output = node.Output, KernelH = kernel[0], KernelW = kernel[1], Window = window }, x.Type, x.Quant);
    }

    public static void GlobalAveragePool(GraphReader reader, OnnxNode node) =>
        reader.Builder.Add(new GlobalAveragePoolNode { Name = node.Name, Inputs = [Rank4(reader, node).Name], Output = node.Output });

    public static void Relu(GraphReader reader, OnnxNode node) => Activate(reader, node, ActivationKind.Relu);

    public static void Clip(GraphReader reader, OnnxNode node)
    {
        // Bounds were attributes before opset 11 and are inputs since.
        float Bound(int input, string attribute, float fallback) =>
            node.Opset < 11 ? node.Float(attribute, fallback) : node.Has(input) ? reader.Constant(node, node.Input(input)).Values<float>()[0] : fallback;
        float minimum = Bound(1, "min", float.MinValue), maximum = Bound(2, "max", float.MaxValue);
        ActivationKind kind = (minimum, maximum) switch
        {
            (0f, 6f) => ActivationKind.Relu6,
            (0f, float.MaxValue or float.PositiveInfinity) => ActivationKind.Relu,
            _ => throw node.Unsupported($"bounds {minimum} and {maximum} are not supported, only 0 and 6, or 0 and none."),
        };
        Activate(reader, node, kind);
    }

    public static void Add(GraphReader reader, OnnxNode node) => reader.Builder.Add(new AddNode
    {
        Name = node.Name,
        Inputs = [reader.Tensor(node.Input(0)).Name, reader.Tensor(node.Input(1)).Name],
        Output = node.Output,
    });

    public static void Concat(GraphReader reader, OnnxNode node)
    {
        TensorInfo[] inputs = [.. node.Inputs.Select(reader.Tensor)];
        int rank = inputs.Length == 0 ? 0 : inputs[0].Shape.Rank, axis = node.Int("axis", 0);
        // The channels are axis 1 of NCHW and the last one of ours.
        if ((axis < 0 ? axis + rank : axis) != (rank == 4 ? 1 : rank - 1))
            throw node.Unsupported($"attribute axis = {axis} on {rank} axes is not supported, only the channels'.");
        reader.Builder.Add(new ConcatNode { Name = node.Name, Inputs = [.. inputs.Select(input => input.Name)], Output = node.Output });
    }

    public static void Softmax(GraphReader reader, OnnxNode node)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        int axis = node.Int("axis", node.Opset >= 13 ? -1 : 1);
        if (x.Shape.Rank != 2 || (axis != -1 && axis != 1))
            throw node.Unsupported($"attribute axis = {axis} on {x.Shape} is not supported, only the last axis of two.");
        reader.Builder.Add(new SoftmaxNode { Name = node.Name, Inputs = [x.Name], Output = node.Output });
    }

    private static void Activate(GraphReader reader, OnnxNode node, ActivationKind kind)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        reader.Builder.Add(new ActivationNode { Name = node.Name, Inputs = [x.Name], Output = node.Output, Kind = kind }, x.Type, x.Quant);
    }

    private static TensorInfo Rank4(GraphReader reader, OnnxNode node)
    {
        TensorInfo x = reader.Tensor(node.Input(0));
        return x.Shape.Rank == 4 ? x : throw node.Unsupported($"input {x} has {x.Shape.Rank} axes, only 4 are supported.");
    }

    // Rounding the output size up is one more window behind the end, as long as it begins inside the input.
    private static int CeilPadding(int size, int kernel, int stride, int before, int after, int dilation)
    {
        int rest = stride <= 0 ? 0 : (size + before + after - (dilation * (kernel - 1)) - 1) % stride;
        if (rest <= 0)
            return after;
        int extra = stride - rest, lastStart = size + after + extra - (dilation * (kernel - 1)) - 1;
        return lastStart < size ? after + extra : after;
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
