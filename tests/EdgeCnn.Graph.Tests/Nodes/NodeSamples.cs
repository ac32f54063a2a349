using EdgeCnn.Graph.Nodes;
using static EdgeCnn.Graph.Tests.SampleGraphs;

namespace EdgeCnn.Graph.Tests.Nodes;

/// <summary>A valid network with each type of node, every member of it other than it is if nobody says so.</summary>
internal static class NodeSamples
{
    private static readonly Window Odd = new() { StrideH = 2, StrideW = 3, PadTop = 1, PadLeft = 2, PadBottom = 3, PadRight = 4, DilationH = 2, DilationW = 2 };
    private static readonly QuantParams Quant = QuantParams.PerTensor(0.25f, 7);

    public static NetworkGraph Graph()
    {
        NetworkGraphBuilder builder = new("samples");
        builder.AddInput(Real("x", 1, 9, 8, 3));
        builder.AddInput(new("index", DataType.Int64, new(2)));
        builder.AddConstant<float>(Real("wc", 2, 3, 3, 3), Ramp(54));
        builder.AddConstant<float>(Real("wd", 3, 3, 3), Ramp(27));
        builder.AddConstant<float>(Real("b", 2), Ramp(2));
        builder.AddConstant<float>(Real("wf", 2, 216), Ramp(432));
        builder.Add(new Conv2dNode { Name = "a1", Inputs = ["x", "wc", "b"], Output = "conv", Window = Odd, Activation = ActivationKind.Relu6 });
        builder.Add(new DepthwiseConv2dNode { Name = "a2", Inputs = ["x", "wd"], Output = "depthwise", Window = Odd, Activation = ActivationKind.Relu });
        builder.Add(new ReshapeNode { Name = "a3", Inputs = ["x"], Output = "flat", Target = new(1, 216) });
        builder.Add(new DenseNode { Name = "a4", Inputs = ["flat", "wf", "b"], Output = "dense", Activation = ActivationKind.Relu });
        builder.Add(new AddNode { Name = "a5", Inputs = ["x", "x"], Output = "add", Activation = ActivationKind.Relu });
        builder.Add(new ConcatNode { Name = "a6", Inputs = ["x", "add"], Output = "concat", Axis = 1 });
        builder.Add(new GlobalAveragePoolNode { Name = "a7", Inputs = ["x"], Output = "mean" });
        builder.Add(new MaxPoolNode { Name = "a8", Inputs = ["x"], Output = "max", KernelH = 3, KernelW = 2, Window = Odd });
        builder.Add(new AveragePoolNode { Name = "a9", Inputs = ["x"], Output = "average", KernelH = 3, KernelW = 2, Window = Odd, CountIncludePad = true, CeilH = 1, CeilW = 2 });
        builder.Add(new ActivationNode { Name = "b1", Inputs = ["x"], Output = "relu6", Kind = ActivationKind.Relu6 });
        builder.Add(new SoftmaxNode { Name = "b2", Inputs = ["x"], Output = "softmax", Logarithm = true });
        builder.Add(new TransposeNode { Name = "b3", Inputs = ["x"], Output = "transpose", Permutation = [3, 1, 0, 2] });
        builder.Add(new LrnNode { Name = "b4", Inputs = ["x"], Output = "lrn", Size = 3, Alpha = 0.5f, Beta = 0.75f, Bias = 2 });
        builder.Add(new ReshapeNode { Name = "b4r", Inputs = ["x"], Output = "column", Target = new(216, 1) });
        builder.Add(new MatMulNode { Name = "b5", Inputs = ["flat", "column"], Output = "product" });
        builder.Add(new SliceNode { Name = "b6", Inputs = ["x"], Output = "slice", Starts = [0, 8, 1, 0], Steps = [1, -2, 3, 1], Target = new(1, 4, 2, 3) });
        builder.Add(new PadNode { Name = "b7", Inputs = ["x"], Output = "pad", Before = [0, 1, 2, 0], After = [0, 0, 1, 2], Mode = PadMode.Edge, Value = 2.5f });
        builder.Add(new ExpandNode { Name = "b8", Inputs = ["mean"], Output = "expand", Target = new(2, 2, 2, 3) });
        builder.Add(new TileNode { Name = "b9", Inputs = ["x"], Output = "tile", Repeats = [2, 1, 3, 1] });
        builder.Add(new GatherNode { Name = "c1", Inputs = ["x", "index"], Output = "gather", Axis = 2 });
        builder.Add(new ReduceNode { Name = "c2", Inputs = ["x"], Output = "reduce", Kind = ReduceKind.LogSumExp, Axes = [1, 3], KeepDims = true });
        builder.Add(new ArgNode { Name = "c3", Inputs = ["x"], Output = "arg", Axis = 2, KeepDims = true, Least = true, SelectLast = true }, DataType.Int64);
        builder.Add(new TopKNode { Name = "c4", Inputs = ["x"], Output = "top", Axis = 1, K = 4, Least = true, Indices = true }, DataType.Int64);
        builder.Add(new ResizeNode
        {
            Name = "c5",
            Inputs = ["x"],
            Output = "resize",
            Target = new(1, 18, 4, 3),
            Scales = [1, 2, 0.5f, 1],
            Mode = ResizeMode.Cubic,
            Coordinates = ResizeCoordinates.CropAndResize,
            Rounding = ResizeRounding.Ceil,
            CubicCoefficient = -0.5f,
            ExcludeOutside = true,
            Antialias = true,
            Roi = [0, 0.25f, 0, 0, 1, 0.75f, 1, 1],
            Extrapolation = 1.5f,
        });
        builder.Add(new UnaryNode { Name = "c6", Inputs = ["x"], Output = "unary", Kind = UnaryKind.Clip, Alpha = -1.5f, Beta = 2.5f });
        builder.Add(new BinaryNode { Name = "c7", Inputs = ["x", "mean"], Output = "greater", Kind = BinaryKind.Greater }, DataType.Bool);
        builder.Add(new WhereNode { Name = "c8", Inputs = ["greater", "x", "mean"], Output = "where" });
        builder.Add(new MaxPoolIndicesNode { Name = "c9", Inputs = ["x"], Output = "indices", KernelH = 3, KernelW = 2, Window = Odd, ColumnMajor = true }, DataType.Int64);
        builder.Add(new CastNode { Name = "d1", Inputs = ["indices"], Output = "cast" }, DataType.Int32);
        builder.Add(new QuantizeLinearNode { Name = "d2", Inputs = ["x"], Output = "codes" }, DataType.Int8, Quant);
        builder.Add(new DequantizeLinearNode { Name = "d3", Inputs = ["codes"], Output = "real" });
        builder.AddOutput("real");
        builder.AddOutput("transpose");
        return builder.Build() with { KeptLayout = ["transpose"] };
    }
}
