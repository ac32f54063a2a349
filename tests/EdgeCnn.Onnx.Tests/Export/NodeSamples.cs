using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Tests.Export;

/// <summary>Small graphs of one node, or of one node behind codes, for every kind of node and function.</summary>
internal static class NodeSamples
{
    private static readonly Shape Map = new(1, 5, 4, 3);
    private static readonly QuantParams Fine = QuantParams.PerTensor(0.02f, 100);
    private static readonly QuantParams Coarse = QuantParams.PerTensor(0.05f, 30);

    /// <summary>All of them by name.</summary>
    public static Dictionary<string, NetworkGraph> All { get; } = Make().ToDictionary(graph => graph.Name);

    private static IEnumerable<NetworkGraph> Make() => [.. Layers(), .. Functions(), .. Moves(), .. Rankings(), .. Codes()];

    private static IEnumerable<NetworkGraph> Layers()
    {
        var window = new Window { StrideH = 2, PadTop = 1, PadRight = 1, DilationW = 2 };
        yield return One(new Conv2dNode { Name = "conv", Inputs = ["x", "w", "b"], Output = "y", Window = window, Activation = ActivationKind.Relu6 }, prepare: builder => Floats(builder, ("w", new Shape(2, 3, 2, 3)), ("b", new Shape(2))));
        yield return One(new DepthwiseConv2dNode { Name = "depthwise", Inputs = ["x", "w"], Output = "y", Window = window }, prepare: builder => Floats(builder, ("w", new Shape(3, 2, 3))));
        yield return One(new DenseNode { Name = "dense", Inputs = ["x", "w", "b"], Output = "y", Activation = ActivationKind.Relu }, new Shape(2, 7), prepare: builder => Floats(builder, ("w", new Shape(3, 7)), ("b", new Shape(3))));
        yield return One(new MatMulNode { Name = "matmul", Inputs = ["x", "x2"], Output = "y" }, new Shape(2, 3, 4, 5), second: new Shape(3, 5, 2));
        yield return One(new AddNode { Name = "add", Inputs = ["x", "x2"], Output = "y", Activation = ActivationKind.Relu }, second: Map);
        yield return One(new AddNode { Name = "addConstant", Inputs = ["x", "w"], Output = "y" }, prepare: builder => Floats(builder, ("w", Map)));
        yield return One(new GlobalAveragePoolNode { Name = "mean", Inputs = ["x"], Output = "y" });
        yield return One(new MaxPoolNode { Name = "max", Inputs = ["x"], Output = "y", KernelH = 3, KernelW = 2, Window = window with { DilationW = 1 } });
        foreach (bool columns in new[] { false, true })
            yield return One(new MaxPoolIndicesNode { Name = $"indices{columns}", Inputs = ["x"], Output = "y", KernelH = 2, KernelW = 2, ColumnMajor = columns }, type: DataType.Int64);
        yield return One(new AveragePoolNode { Name = "average", Inputs = ["x"], Output = "y", KernelH = 3, KernelW = 2, Window = Window.Same(2), CountIncludePad = true });
        yield return One(new AveragePoolNode { Name = "averageDilated", Inputs = ["x"], Output = "y", KernelH = 2, KernelW = 2, Window = new Window { DilationH = 2, PadLeft = 1 } });
        // 5 rows in windows of 2 by 2: rounding up adds one row, which does not count.
        yield return One(new AveragePoolNode { Name = "averageCeil", Inputs = ["x"], Output = "y", KernelH = 2, KernelW = 2, Window = new Window { StrideH = 2, StrideW = 2, PadBottom = 1 }, CountIncludePad = true, CeilH = 1 });
        foreach (Shape shape in new[] { Map, new Shape(2, 6), new Shape(2, 3, 6) })
            yield return One(new LrnNode { Name = $"lrn{shape.Rank}", Inputs = ["x"], Output = "y", Size = 3, Alpha = 0.5f, Beta = 0.75f, Bias = 1 }, shape);
    }

    private static IEnumerable<NetworkGraph> Functions()
    {
        foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
            yield return One(new ActivationNode { Name = $"activation{kind}", Inputs = ["x"], Output = "y", Kind = kind });
        foreach (UnaryKind kind in Enum.GetValues<UnaryKind>())
            yield return One(new UnaryNode { Name = $"unary{kind}", Inputs = ["x"], Output = "y", Kind = kind, Alpha = -0.5f, Beta = 0.75f }, type: kind == UnaryKind.Not ? DataType.Bool : DataType.Float32, input: kind == UnaryKind.Not ? DataType.Bool : DataType.Float32);
        foreach (BinaryKind kind in Enum.GetValues<BinaryKind>())
        {
            DataType input = kind.IsLogic() ? DataType.Bool : kind == BinaryKind.Mod ? DataType.Int32 : DataType.Float32, type = kind.IsComparison() ? DataType.Bool : input;
            // Along the channels without axes before, along rows and columns, and a mixture that no input has.
            foreach (Shape second in new[] { new Shape(3), new Shape(5, 1, 1), new Shape(1, 1, 4, 3), new Shape(4, 1) })
            {
                Shape divisor = kind == BinaryKind.Mod ? new Shape(1) : second;
                yield return One(new BinaryNode { Name = $"binary{kind}{string.Join('x', second.Dims)}", Inputs = ["x", kind == BinaryKind.Mod ? "w" : "x2"], Output = "y", Kind = kind }, type: type, input: input, second: second,
                    prepare: kind == BinaryKind.Mod ? builder => builder.AddConstant<int>(new TensorInfo("w", DataType.Int32, divisor), [3]) : null);
            }

            if (input == DataType.Float32)
                yield return One(new BinaryNode { Name = $"binary{kind}Constant", Inputs = ["x", "w"], Output = "y", Kind = kind }, type: type, prepare: builder => Floats(builder, ("w", new Shape(4, 3))));
        }

        yield return One(new WhereNode { Name = "where", Inputs = ["c", "x", "w"], Output = "y" }, prepare: builder =>
        {
            Floats(builder, ("w", new Shape(4, 3)));
            builder.Add(new BinaryNode { Name = "c", Inputs = ["x", "w"], Output = "c", Kind = BinaryKind.Less }, DataType.Bool);
        });
        foreach (DataType to in Enum.GetValues<DataType>().Where(type => type != DataType.Float32))
            yield return One(new CastNode { Name = $"cast{to}", Inputs = ["x"], Output = "y" }, type: to);
    }

    private static IEnumerable<NetworkGraph> Moves()
    {
        yield return One(new ReshapeNode { Name = "reshape", Inputs = ["x"], Output = "y", Target = new Shape(3, 20) });
        yield return One(new ReshapeNode { Name = "reshapeMap", Inputs = ["x"], Output = "y", Target = new Shape(1, 4, 5, 3) });
        foreach (int[] permutation in new int[][] { [0, 3, 1, 2], [0, 2, 3, 1], [3, 2, 1, 0] })
            yield return One(new TransposeNode { Name = $"transpose{string.Concat(permutation)}", Inputs = ["x"], Output = "y", Permutation = [.. permutation] });
        for (int axis = -1; axis < 4; axis++)
            yield return One(new ConcatNode { Name = $"concat{axis}", Inputs = ["x", "x2", "x"], Output = "y", Axis = axis }, second: Map);
        yield return One(new SliceNode { Name = "slice", Inputs = ["x"], Output = "y", Starts = [0, 3, 1, 2], Steps = [1, -1, 2, -2], Target = new Shape(1, 4, 2, 2) });
        yield return One(new SliceNode { Name = "sliceNothing", Inputs = ["x"], Output = "y", Starts = [0, 0, 0, 0], Steps = [1, 1, 1, 1], Target = Map });
        foreach (PadMode mode in Enum.GetValues<PadMode>())
            yield return One(new PadNode { Name = $"pad{mode}", Inputs = ["x"], Output = "y", Before = [0, 1, 2, 0], After = [0, 0, 1, 2], Mode = mode, Value = mode == PadMode.Constant ? -2.5f : 0 });
        yield return One(new PadNode { Name = "padIntegers", Inputs = ["x"], Output = "y", Before = [0, 1, 2, 0], After = [0, 0, 1, 2], Value = -7 }, type: DataType.Int64, input: DataType.Int64);
        yield return One(new ExpandNode { Name = "expand", Inputs = ["x"], Output = "y", Target = new Shape(2, 5, 4, 3) });
        yield return One(new ExpandNode { Name = "expandRow", Inputs = ["x"], Output = "y", Target = new Shape(2, 2, 2, 3) }, new Shape(3));
        yield return One(new TileNode { Name = "tile", Inputs = ["x"], Output = "y", Repeats = [1, 2, 1, 3] });
        foreach (Shape indices in new[] { new Shape(), new Shape(2), new Shape(2, 1) })
            yield return One(new GatherNode { Name = $"gather{indices.Rank}", Inputs = ["x", "i"], Output = "y", Axis = 3 }, prepare: builder => builder.AddConstant<long>(new TensorInfo("i", DataType.Int64, indices), new long[] { 2, -3 }.AsSpan(0, indices.Elements)));
        foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
        {
            foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
            {
                yield return One(new ResizeNode
                {
                    Name = $"resize{coordinates}{mode}",
                    Inputs = ["x"],
                    Output = "y",
                    Target = new Shape(1, 8, 3, 3),
                    // The last scale of a column is that of a size; the other that of a factor which rounding has cut.
                    Scales = [1, mode == ResizeMode.Linear ? 8 / 5f : 1.7f, 0.75f, 1],
                    Mode = mode,
                    Coordinates = coordinates,
                    Rounding = ResizeRounding.Ceil,
                    Antialias = mode == ResizeMode.Cubic && coordinates == ResizeCoordinates.HalfPixel,
                    ExcludeOutside = mode == ResizeMode.Cubic,
                    Roi = coordinates == ResizeCoordinates.CropAndResize ? [0, 0.1f, 0.2f, 0, 1, 0.9f, 1.3f, 1] : [],
                    Extrapolation = coordinates == ResizeCoordinates.CropAndResize ? -1 : 0,
                });
            }
        }

        // As of keep_aspect_ratio_policy: one scale, sizes rounded to the nearest.
        yield return One(new ResizeNode { Name = "resizePolicy", Inputs = ["x"], Output = "y", Target = new Shape(1, 3, 2, 3), Scales = [1, 0.5f, 0.5f, 1], Mode = ResizeMode.Nearest, Coordinates = ResizeCoordinates.HalfPixel });
    }

    private static IEnumerable<NetworkGraph> Rankings()
    {
        foreach (bool logarithm in new[] { false, true })
            yield return One(new SoftmaxNode { Name = $"softmax{logarithm}", Inputs = ["x"], Output = "y", Logarithm = logarithm });
        foreach (bool keep in new[] { false, true })
        {
            foreach (ReduceKind kind in Enum.GetValues<ReduceKind>())
            {
                foreach (int[] axes in new int[][] { [1], [3], [1, 2], [0, 2], [], [0, 1, 2, 3] })
                    yield return One(new ReduceNode { Name = $"reduce{kind}{string.Concat(axes)}{keep}", Inputs = ["x"], Output = "y", Kind = kind, Axes = [.. axes], KeepDims = keep });
            }

            for (int axis = 0; axis < 4; axis++)
                yield return One(new ArgNode { Name = $"arg{axis}{keep}", Inputs = ["x"], Output = "y", Axis = axis, KeepDims = keep, Least = keep, SelectLast = !keep }, type: DataType.Int64);
            yield return One(new TopKNode { Name = $"top{keep}", Inputs = ["x"], Output = "y", Axis = 1, K = 2, Indices = keep, Least = keep }, type: keep ? DataType.Int64 : DataType.Float32);
        }

        yield return One(new ReduceNode { Name = "reduceTruth", Inputs = ["x"], Output = "y", Kind = ReduceKind.Max, Axes = [1, 2], KeepDims = true }, type: DataType.Bool, input: DataType.Bool);
    }

    private static IEnumerable<NetworkGraph> Codes()
    {
        yield return One(new QuantizeLinearNode { Name = "quantize", Inputs = ["x"], Output = "y" }, type: DataType.Int8, quant: QuantParams.PerTensor(0.1f, -3));
        yield return OfCodes(new DequantizeLinearNode { Name = "dequantize", Inputs = ["x"], Output = "y" }, null, DataType.Float32);
        yield return One(new DequantizeLinearNode { Name = "dequantizeChannels", Inputs = ["x"], Output = "y" }, input: DataType.Int8, inputQuant: new QuantParams { Scales = [0.1f, 0.2f, 0.3f], ZeroPoints = [1, -2, 3], Axis = 3 });
        yield return OfCodes(new ConcatNode { Name = "codeConcat", Inputs = ["x", "x"], Output = "y" });
        yield return OfCodes(new AddNode { Name = "codeAdd", Inputs = ["x", "x"], Output = "y", Activation = ActivationKind.Relu });
        yield return OfCodes(new BinaryNode { Name = "codeMul", Inputs = ["x", "x"], Output = "y", Kind = BinaryKind.Mul });
        yield return OfCodes(new AveragePoolNode { Name = "codeAverage", Inputs = ["x"], Output = "y", KernelH = 2, KernelW = 2, Window = Window.Same(2) });
        yield return OfCodes(new GlobalAveragePoolNode { Name = "codeMean", Inputs = ["x"], Output = "y" });
        yield return OfCodes(new SoftmaxNode { Name = "codeSoftmax", Inputs = ["x"], Output = "y" }, QuantParams.PerTensor(1 / 256f, 0));
        yield return OfCodes(new UnaryNode { Name = "codeTable", Inputs = ["x"], Output = "y", Kind = UnaryKind.Swish, Alpha = 1 });
        yield return OfCodes(new MaxPoolNode { Name = "codeMax", Inputs = ["x"], Output = "y", KernelH = 2, KernelW = 2 }, Fine);
        yield return OfCodes(new ActivationNode { Name = "codeRelu", Inputs = ["x"], Output = "y", Kind = ActivationKind.Relu }, Fine);
        yield return OfCodes(new SliceNode { Name = "codeSlice", Inputs = ["x"], Output = "y", Starts = [0, 1, 0, 0], Steps = [1, 1, 1, 1], Target = new Shape(1, 4, 4, 3) }, Fine);
        yield return OfCodes(new PadNode { Name = "codePad", Inputs = ["x"], Output = "y", Before = [0, 1, 0, 1], After = [0, 0, 0, 0], Value = 0 }, Fine);
        yield return OfCodes(new ReduceNode { Name = "codeGreatest", Inputs = ["x"], Output = "y", Kind = ReduceKind.Max, Axes = [1], KeepDims = false }, Fine);
        yield return OfCodes(new TransposeNode { Name = "codeTranspose", Inputs = ["x"], Output = "y", Permutation = [0, 2, 1, 3] }, Fine);
        yield return OfCodes(new Conv2dNode { Name = "codeConv", Inputs = ["x", "w", "b"], Output = "y" });
        yield return OfCodes(new DepthwiseConv2dNode { Name = "codeDepthwise", Inputs = ["x", "d"], Output = "y", Activation = ActivationKind.Relu });
        yield return OfCodes(new Conv2dNode { Name = "sums", Inputs = ["x", "u"], Output = "y" }, null, DataType.Int32, QuantParams.PerTensor(1, 7));
        yield return OfCodes(new Conv2dNode { Name = "sumsWithBias", Inputs = ["x", "u", "b"], Output = "y" }, null, DataType.Int32, QuantParams.PerTensor(1, 7));
        yield return OfCodes(new DenseNode { Name = "denseSums", Inputs = ["rows", "m"], Output = "y" }, null, DataType.Int32, QuantParams.PerTensor(1, 7));
    }

    private static NetworkGraph One(Node node, Shape? shape = null, DataType type = DataType.Float32, DataType input = DataType.Float32, QuantParams? quant = null, QuantParams? inputQuant = null, Shape? second = null, Action<NetworkGraphBuilder>? prepare = null)
    {
        var builder = new NetworkGraphBuilder(node.Name);
        builder.AddInput(new TensorInfo("x", input, shape ?? Map, inputQuant));
        if (second is { } other && node.Inputs.Contains("x2"))
            builder.AddInput(new TensorInfo("x2", input, other));
        prepare?.Invoke(builder);
        builder.Add(node, type, quant);
        builder.AddOutput("y");
        return builder.Build();
    }

    // Codes in, codes out, with weights of all kinds at hand.
    private static NetworkGraph OfCodes(Node node, QuantParams? quant = null, DataType type = DataType.UInt8, QuantParams? inputQuant = null)
    {
        var random = new Random(3);
        return One(node, type: type, input: DataType.UInt8, inputQuant: inputQuant ?? Fine, quant: type == DataType.UInt8 ? quant ?? Coarse : null, prepare: builder =>
        {
            if (node.Inputs.Contains("rows"))
                builder.Add(new ReshapeNode { Name = "rows", Inputs = ["x"], Output = "rows", Target = new Shape(1, 60) }, DataType.UInt8, inputQuant);
            foreach (string name in node.Inputs.Where(name => name is not ("x" or "rows")))
            {
                Shape shape = name switch { "b" => new Shape(2), "d" => new Shape(2, 2, 3), "m" => new Shape(4, 60), _ => new Shape(2, 2, 2, 3) };
                byte[] bytes = new byte[shape.Elements * (name == "b" ? 4 : 1)];
                random.NextBytes(bytes);
                for (int i = 0; name == "b" && i < bytes.Length; i++)
                    bytes[i] = (byte)(i % 4 == 0 ? bytes[i] : 0);
                builder.AddConstant(
                    name switch
                    {
                        "b" => new TensorInfo(name, DataType.Int32, shape),
                        "d" => new TensorInfo(name, DataType.Int8, shape, QuantParams.PerChannel([0.01f, 0.02f, 0.03f], axis: 2)),
                        "w" => new TensorInfo(name, DataType.Int8, shape, QuantParams.PerChannel([0.01f, 0.02f])),
                        _ => new TensorInfo(name, DataType.UInt8, shape, QuantParams.PerTensor(1, 120)),
                    }, new ReadOnlyMemory<byte>(bytes));
            }
        });
    }

    private static void Floats(NetworkGraphBuilder builder, params (string Name, Shape Shape)[] constants)
    {
        var random = new Random(5);
        foreach (var (name, shape) in constants)
            builder.AddConstant<float>(new TensorInfo(name, DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => ((float)random.NextDouble() * 2) - 1)]);
    }
}
