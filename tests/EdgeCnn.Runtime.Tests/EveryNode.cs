using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>A network that holds every kind of node; its values mean nothing.</summary>
internal static class EveryNode
{
    private static readonly QuantParams Quant = QuantParams.PerTensor(0.1f, 128);

    /// <summary>[1,4,4,3] floats to a row of floats; each node's result is summed to one number of it.</summary>
    public static NetworkGraph Graph()
    {
        var builder = new NetworkGraphBuilder("every");
        var results = new List<string>();
        builder.AddInput(new TensorInfo("x", DataType.Float32, new Shape(1, 4, 4, 3)));
        builder.AddConstant<float>(new TensorInfo("wc", DataType.Float32, new Shape(2, 3, 3, 3)), new float[54]);
        builder.AddConstant<float>(new TensorInfo("wd", DataType.Float32, new Shape(3, 3, 3)), new float[27]);
        builder.AddConstant<float>(new TensorInfo("wf", DataType.Float32, new Shape(5, 48)), new float[240]);
        builder.AddConstant<byte>(new TensorInfo("wq", DataType.UInt8, new Shape(5, 48), QuantParams.PerTensor(0.1f, 7)), new byte[240]);
        Float(new Conv2dNode { Name = "conv", Inputs = ["x", "wc"], Output = "conv" });
        Float(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["x", "wd"], Output = "depthwise" });
        Float(new ReshapeNode { Name = "flat", Inputs = ["x"], Output = "flat", Target = new Shape(1, 48) });
        Float(new DenseNode { Name = "dense", Inputs = ["flat", "wf"], Output = "dense" });
        Float(new AddNode { Name = "add", Inputs = ["x", "x"], Output = "add" });
        Float(new ConcatNode { Name = "concat", Inputs = ["x", "add"], Output = "concat", Axis = 1 });
        Float(new GlobalAveragePoolNode { Name = "mean", Inputs = ["x"], Output = "mean" });
        Float(new MaxPoolNode { Name = "max", Inputs = ["x"], Output = "max", KernelH = 2, KernelW = 2 });
        Float(new AveragePoolNode { Name = "average", Inputs = ["x"], Output = "average", KernelH = 2, KernelW = 2 });
        Float(new ActivationNode { Name = "relu", Inputs = ["x"], Output = "relu", Kind = ActivationKind.Relu });
        Float(new SoftmaxNode { Name = "softmax", Inputs = ["x"], Output = "softmax", Logarithm = true });
        Float(new TransposeNode { Name = "transpose", Inputs = ["x"], Output = "transpose", Permutation = [0, 3, 1, 2] });
        Float(new LrnNode { Name = "lrn", Inputs = ["x"], Output = "lrn", Size = 3, Alpha = 1, Beta = 0.75f, Bias = 1 });
        Float(new MatMulNode { Name = "product", Inputs = ["transpose", "transpose"], Output = "product" });
        Float(new SliceNode { Name = "slice", Inputs = ["x"], Output = "slice", Starts = [0, 3, 0, 0], Steps = [1, -1, 2, 1], Target = new Shape(1, 3, 2, 3) });
        Float(new PadNode { Name = "pad", Inputs = ["x"], Output = "pad", Before = [0, 1, 2, 0], After = [0, 0, 1, 2], Value = 2 });
        Float(new ExpandNode { Name = "expand", Inputs = ["mean"], Output = "expand", Target = new Shape(2, 2, 2, 3) });
        Float(new TileNode { Name = "tile", Inputs = ["x"], Output = "tile", Repeats = [1, 2, 1, 2] });
        Float(new GatherNode { Name = "gather", Inputs = ["x", "arg"], Output = "gather", Axis = 3 }, before: () => builder.Add(new ArgNode { Name = "arg", Inputs = ["x"], Output = "arg", Axis = 3, KeepDims = false }, DataType.Int64));
        Float(new ReduceNode { Name = "reduce", Inputs = ["x"], Output = "reduce", Kind = ReduceKind.LogSumExp, Axes = [1, 3], KeepDims = true });
        Float(new TopKNode { Name = "top", Inputs = ["x"], Output = "top", Axis = 2, K = 2 });
        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
            Float(new ResizeNode { Name = $"resize{mode}", Inputs = ["x"], Output = $"resize{mode}", Target = new Shape(1, 7, 3, 3), Scales = [1, 1.75f, 0.75f, 1], Mode = mode, Coordinates = ResizeCoordinates.HalfPixel });
        foreach (UnaryKind kind in Enum.GetValues<UnaryKind>().Where(kind => kind != UnaryKind.Not))
            Float(new UnaryNode { Name = $"unary{kind}", Inputs = ["x"], Output = $"unary{kind}", Kind = kind, Alpha = 0.5f, Beta = 0.25f });
        foreach (BinaryKind kind in Enum.GetValues<BinaryKind>().Where(kind => !kind.IsLogic() && !kind.IsComparison()))
            Float(new BinaryNode { Name = $"binary{kind}", Inputs = ["x", "mean"], Output = $"binary{kind}", Kind = kind });

        builder.Add(new BinaryNode { Name = "greater", Inputs = ["x", "mean"], Output = "greater", Kind = BinaryKind.Greater }, DataType.Bool);
        builder.Add(new BinaryNode { Name = "xor", Inputs = ["greater", "greater"], Output = "xor", Kind = BinaryKind.Xor }, DataType.Bool);
        builder.Add(new UnaryNode { Name = "not", Inputs = ["xor"], Output = "not", Kind = UnaryKind.Not }, DataType.Bool);
        Float(new WhereNode { Name = "where", Inputs = ["not", "x", "mean"], Output = "where" });
        builder.Add(new MaxPoolIndicesNode { Name = "indices", Inputs = ["x"], Output = "indices", KernelH = 2, KernelW = 2 }, DataType.Int64);
        Float(new CastNode { Name = "cast", Inputs = ["indices"], Output = "cast" });

        builder.Add(new QuantizeLinearNode { Name = "quantize", Inputs = ["x"], Output = "codes" }, DataType.UInt8, Quant);
        builder.Add(new BinaryNode { Name = "codeProduct", Inputs = ["codes", "codes"], Output = "codeProduct", Kind = BinaryKind.Mul }, DataType.UInt8, Quant);
        builder.Add(new UnaryNode { Name = "lookup", Inputs = ["codeProduct"], Output = "lookup", Kind = UnaryKind.Tanh }, DataType.UInt8, Quant);
        builder.Add(new AveragePoolNode { Name = "codeAverage", Inputs = ["lookup"], Output = "codeAverage", KernelH = 2, KernelW = 2, Window = Window.Same(2) }, DataType.UInt8, Quant);
        builder.Add(new ReshapeNode { Name = "codeFlat", Inputs = ["codeAverage"], Output = "codeFlat", Target = new Shape(1, 48) }, DataType.UInt8, Quant);
        builder.Add(new DenseNode { Name = "sums", Inputs = ["codeFlat", "wq"], Output = "sums" }, DataType.Int32);
        Float(new CastNode { Name = "sumsCast", Inputs = ["sums"], Output = "sumsCast" });
        builder.Add(new DenseNode { Name = "codeDense", Inputs = ["codeFlat", "wq"], Output = "codeDense" }, DataType.UInt8, Quant);
        Float(new DequantizeLinearNode { Name = "dequantize", Inputs = ["codeDense"], Output = "dequantize" });
        for (int i = 0; i < results.Count; i++)
        {
            int rank = builder.Tensor(results[i]).Shape.Rank;
            builder.Add(new ReduceNode { Name = $"sum{i}", Inputs = [results[i]], Output = $"sum{i}", Kind = ReduceKind.Sum, Axes = [.. Enumerable.Range(0, rank)], KeepDims = false });
            builder.Add(new ReshapeNode { Name = $"one{i}", Inputs = [$"sum{i}"], Output = $"one{i}", Target = new Shape(1) });
        }

        string[] ones = [.. results.Select((_, i) => $"one{i}")];
        for (int part = 0; part * 60 < ones.Length; part++)
            builder.Add(new ConcatNode { Name = $"part{part}", Inputs = [.. ones.Skip(part * 60).Take(60)], Output = $"part{part}" });
        builder.Add(new ConcatNode { Name = "y", Inputs = [.. Enumerable.Range(0, (ones.Length + 59) / 60).Select(part => $"part{part}")], Output = "y" });
        builder.AddOutput("y");
        return builder.Build();

        void Float(Node node, Action? before = null)
        {
            before?.Invoke();
            builder.Add(node);
            results.Add(node.Output);
        }
    }
}
