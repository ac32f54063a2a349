using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Tests;

/// <summary>
/// A small network as an importer makes them: axes in ONNX's order, transposes around the layers, branches, constants of all
/// shapes. Its values are quarters in −8..8, so that sums and products are exact in whatever order they are computed.
/// </summary>
internal sealed class RandomNetwork
{
    private static readonly int[] ToLast = [0, 2, 3, 1];
    private static readonly int[] ToFirst = [0, 3, 1, 2];

    private readonly Random random;
    private readonly NetworkGraphBuilder builder;
    private readonly List<TensorInfo> pool = [];
    private int count;

    private RandomNetwork(int seed)
    {
        random = new Random(seed);
        builder = new NetworkGraphBuilder($"random-{seed}");
    }

    public static NetworkGraph Of(int seed) => new RandomNetwork(seed).Make();

    /// <summary>An input's values.</summary>
    public static float[] Values(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(-12, 13) / 4f)];

    private NetworkGraph Make()
    {
        int channels = random.Next(1, 4), height = random.Next(1, 5), width = random.Next(1, 5);
        for (int i = random.Next(1, 3); i > 0; i--)
            pool.Add(builder.AddInput(new TensorInfo($"x{i}", DataType.Float32, new Shape(1, random.Next(3) == 0 ? channels + 1 : channels, height, width))));
        for (int steps = random.Next(4, 16); steps > 0; steps--)
            Keep(Step(Pick(), random.Next(28)));
        foreach (TensorInfo output in pool.AsEnumerable().Reverse().Take(random.Next(1, 4)).Where(output => builder.Producer(output.Name) is not null))
            builder.AddOutput(output.Name);
        // Two outputs of one tensor, and one that is an input passed on.
        if (random.Next(4) == 0 && Pick() is var same)
            builder.AddOutput(Add(new ReshapeNode { Name = "", Inputs = [same.Name], Output = "", Target = same.Shape }).Name);
        if (random.Next(4) == 0)
            builder.AddOutput(Transposed(Transposed(Pick(4), ToLast), ToFirst).Name);
        if (random.Next(8) == 0)
            builder.AddOutput("x1");
        builder.AddOutput(Transposed(Pick(), null).Name);
        return builder.Build();
    }

    private TensorInfo Step(TensorInfo x, int kind) => kind switch
    {
        0 or 1 => Conv(x),
        2 => Rectified(Conv(x)),
        3 => Rectified(Normalized(Conv(x))),
        4 => Binary((BinaryKind)random.Next(3), x, Constant(Broadcast(x), [-2, -1, 0.5f, 1, 2])),
        5 => Binary(BinaryKind.Sub, Constant(Broadcast(x), [-2, 1, 3]), x),
        6 => Rectified(x),
        7 => Unary(random.Next(2) == 0 ? UnaryKind.Abs : UnaryKind.Neg, x),
        8 => Add(new AddNode { Name = "", Inputs = [x.Name, Same(x).Name], Output = "" }),
        9 => Mate(x) is { } other ? Binary(random.Next(2) == 0 ? BinaryKind.Max : BinaryKind.Mul, x, other) : x,
        10 or 11 => Concat(x),
        12 => Grow(x, new PadNode { Name = "", Inputs = [x.Name], Output = "", Before = Each(x, _ => random.Next(2)), After = Each(x, _ => random.Next(2)), Value = 0.5f }),
        13 or 14 => Slice(x),
        15 => Grow(x, new TileNode { Name = "", Inputs = [x.Name], Output = "", Repeats = Each(x, _ => random.Next(1, 3)) }),
        16 => Add(new ExpandNode { Name = "", Inputs = [x.Name], Output = "", Target = new Shape(Each(x, axis => x.Shape[axis] == 1 ? random.Next(1, 4) : x.Shape[axis]).AsSpan()) }),
        17 => Gather(x),
        18 => Add(new ResizeNode { Name = "", Inputs = [x.Name], Output = "", Target = new Shape(Each(x, axis => 2 * x.Shape[axis]).AsSpan()), Scales = [.. Each(x, _ => 2).Select(scale => (float)scale)], Mode = random.Next(2) == 0 ? ResizeMode.Nearest : ResizeMode.Linear, Coordinates = ResizeCoordinates.HalfPixel }),
        19 or 20 => Reduce(x),
        21 => Softmax(x),
        22 => Transposed(x, null),
        23 => Reshape(x),
        24 => Mate(x) is { } other ? Add(new WhereNode { Name = "", Inputs = [Binary(BinaryKind.Greater, x, other).Name, x.Name, other.Name], Output = "" }) : x,
        25 => Dense(Transposed(x, null)),
        26 => Binary(BinaryKind.Add, x, Unary(UnaryKind.Neg, Transposed(Constant(new Shape([.. x.Shape.Dims.Reverse()]), [-1, 0, 2]), [.. Enumerable.Range(0, x.Shape.Rank).Reverse()]))),
        _ => x.Shape.Rank == 4 ? Pool(x) : x,
    };

    private TensorInfo Conv(TensorInfo of)
    {
        TensorInfo x = of.Shape.Rank == 4 ? of : Pick(4), nhwc = Transposed(x, ToLast);
        int channels = x.Shape[1], outputs = random.Next(1, 4);
        bool depthwise = random.Next(3) == 0;
        TensorInfo weights = Constant(depthwise ? new Shape(3, 3, channels) : new Shape(outputs, 3, 3, channels), [-1, 0, 1, 2]);
        string[] inputs = random.Next(2) == 0 ? [nhwc.Name, weights.Name] : [nhwc.Name, weights.Name, Constant(new Shape(depthwise ? channels : outputs), [-1, 0.5f, 2]).Name];
        return Transposed(
            Add(depthwise ? new DepthwiseConv2dNode { Name = "", Inputs = [.. inputs], Output = "", Window = Window.Same(3) } : new Conv2dNode { Name = "", Inputs = [.. inputs], Output = "", Window = Window.Same(3) }),
            ToFirst);
    }

    private TensorInfo Rectified(TensorInfo x) =>
        Add(new ActivationNode { Name = "", Inputs = [x.Name], Output = "", Kind = random.Next(2) == 0 ? ActivationKind.Relu : ActivationKind.Relu6 });

    private TensorInfo Dense(TensorInfo x)
    {
        int rows = x.Shape.Rank > 0 ? x.Shape[0] : 1, columns = x.Shape.Elements / rows;
        TensorInfo flat = Add(new ReshapeNode { Name = "", Inputs = [x.Name], Output = "", Target = new Shape(rows, columns) });
        return Add(new DenseNode { Name = "", Inputs = [flat.Name, Constant(new Shape(3, columns), [-1, 0, 1]).Name], Output = "" });
    }

    private TensorInfo Normalized(TensorInfo x) =>
        Binary(BinaryKind.Add, Binary(BinaryKind.Mul, x, Constant(Broadcast(x, 1), [0.5f, 1, 2, -1])), Constant(Broadcast(x, 1), [-1, 0, 1, 2]));

    private TensorInfo Pool(TensorInfo x)
    {
        string nhwc = Transposed(x, ToLast).Name;
        return Transposed(
            Add(random.Next(2) == 0 ? new GlobalAveragePoolNode { Name = "", Inputs = [nhwc], Output = "" } : new MaxPoolNode { Name = "", Inputs = [nhwc], Output = "", KernelH = 3, KernelW = 3, Window = Window.Same(3) }),
            ToFirst);
    }

    private TensorInfo Concat(TensorInfo x)
    {
        int axis = random.Next(x.Shape.Rank);
        TensorInfo[] parts = [x, random.Next(3) == 0 ? Constant(x.Shape, [-1, 0, 1]) : Same(x), .. random.Next(2) == 0 ? [x] : Array.Empty<TensorInfo>()];
        return x.Shape.Rank == 0 ? x : Add(new ConcatNode { Name = "", Inputs = [.. parts.Select(part => part.Name)], Output = "", Axis = random.Next(2) == 0 ? axis : axis - x.Shape.Rank });
    }

    private TensorInfo Slice(TensorInfo x)
    {
        bool back = random.Next(2) == 0;
        int[] sizes = [.. Each(x, axis => random.Next(1, x.Shape[axis] + 1))];
        return Add(new SliceNode { Name = "", Inputs = [x.Name], Output = "", Starts = Each(x, axis => back ? sizes[axis] - 1 : x.Shape[axis] - sizes[axis]), Steps = Each(x, _ => back ? -1 : 1), Target = new Shape(sizes) });
    }

    private TensorInfo Gather(TensorInfo x)
    {
        if (x.Shape.Rank == 0)
            return x;
        int axis = random.Next(x.Shape.Rank), rank = random.Next(x.Shape.Rank < 4 ? 3 : 2);
        var shape = new Shape([.. Enumerable.Repeat(2, rank)]);
        long[] indices = [.. Enumerable.Range(0, shape.Elements).Select(_ => (long)random.Next(-x.Shape[axis], x.Shape[axis]))];
        TensorInfo constant = builder.AddConstant<long>(new TensorInfo($"i{count++}", DataType.Int64, shape), indices);
        return Add(new GatherNode { Name = "", Inputs = [x.Name, constant.Name], Output = "", Axis = axis });
    }

    private TensorInfo Reduce(TensorInfo x)
    {
        if (x.Shape.Rank == 0)
            return x;
        bool keep = random.Next(2) == 0;
        int axis = random.Next(x.Shape.Rank);
        int[] axes = [.. Enumerable.Range(0, x.Shape.Rank).Where(each => each == axis || random.Next(3) == 0)];
        return random.Next(4) switch
        {
            0 => Add(new CastNode { Name = "", Inputs = [Add(new ArgNode { Name = "", Inputs = [x.Name], Output = "", Axis = axis, KeepDims = keep }, DataType.Int64).Name], Output = "" }),
            1 => Add(new TopKNode { Name = "", Inputs = [x.Name], Output = "", Axis = axis, K = random.Next(1, x.Shape[axis] + 1) }),
            var kind => Add(new ReduceNode { Name = "", Inputs = [x.Name], Output = "", Kind = kind == 2 ? ReduceKind.Sum : ReduceKind.Max, Axes = [.. axes], KeepDims = keep }),
        };
    }

    private TensorInfo Softmax(TensorInfo x)
    {
        if (x.Shape.Rank == 0)
            return x;
        int last = x.Shape.Rank - 1, axis = random.Next(x.Shape.Rank);
        int[] swap = [.. Enumerable.Range(0, last + 1)];
        (swap[axis], swap[last]) = (last, axis);
        TensorInfo moved = Transposed(x, swap);
        return Transposed(Add(new SoftmaxNode { Name = "", Inputs = [moved.Name], Output = "" }), swap);
    }

    private TensorInfo Reshape(TensorInfo x)
    {
        var dims = x.Shape.Dims;
        Shape target = random.Next(4) switch
        {
            0 => new Shape(x.Shape.Elements),
            1 when dims.Length < 5 => new Shape(dims.Insert(random.Next(dims.Length + 1), 1).AsSpan()),
            2 => new Shape([.. dims.Where(dim => dim != 1)]),
            _ when dims.Length > 1 => new Shape([dims[0] * dims[1], .. dims[2..]]),
            _ => x.Shape,
        };
        return Add(new ReshapeNode { Name = "", Inputs = [x.Name], Output = "", Target = target });
    }

    private TensorInfo Transposed(TensorInfo x, int[]? permutation)
    {
        int[] order = permutation ?? [.. Enumerable.Range(0, x.Shape.Rank)];
        if (permutation is null)
            random.Shuffle(order);
        return Add(new TransposeNode { Name = "", Inputs = [x.Name], Output = "", Permutation = [.. order] });
    }

    private TensorInfo Unary(UnaryKind kind, TensorInfo x, float alpha = 0, float beta = 0) => Add(new UnaryNode { Name = "", Inputs = [x.Name], Output = "", Kind = kind, Alpha = alpha, Beta = beta });

    private TensorInfo Binary(BinaryKind kind, TensorInfo a, TensorInfo b) =>
        Add(new BinaryNode { Name = "", Inputs = [a.Name, b.Name], Output = "", Kind = kind }, kind.IsComparison() ? DataType.Bool : DataType.Float32);

    // A node that grows what it reads: only where that stays small.
    private TensorInfo Grow(TensorInfo x, Node node) => x.Shape.Elements > 200 ? x : Add(node);

    private TensorInfo Add(Node node, DataType type = DataType.Float32)
    {
        string name = $"t{count++}";
        return builder.Add(node with { Name = name, Output = name }, type);
    }

    // Back to quarters in −8..8 wherever values may have left them.
    private void Keep(TensorInfo x)
    {
        if (pool.Contains(x) || x.Shape.Elements > 2000)
            return;
        bool grown = builder.Producer(x.Name) is not (SliceNode or ReshapeNode or ActivationNode or GatherNode or TileNode or PadNode or ExpandNode);
        TensorInfo quarter = builder.Has("quarter") ? builder.Tensor("quarter") : builder.AddConstant<float>(new TensorInfo("quarter", DataType.Float32, new Shape()), [0.25f]);
        pool.Add(!grown ? x : Binary(BinaryKind.Mul, Unary(UnaryKind.Clip, Unary(UnaryKind.Round, x), -32, 32), quarter));
    }

    private TensorInfo Constant(Shape shape, float[] values) =>
        builder.AddConstant<float>(new TensorInfo($"k{count++}", DataType.Float32, shape), [.. Enumerable.Range(0, shape.Elements).Select(_ => values[random.Next(values.Length)])]);

    // A shape that broadcasts to another: a scalar, one value for each index of an axis, or all.
    private Shape Broadcast(TensorInfo x, int? onlyAxis = null)
    {
        int rank = x.Shape.Rank, axis = onlyAxis ?? random.Next(Math.Max(rank, 1));
        return rank == 0 ? x.Shape : random.Next(4) switch
        {
            0 => new Shape(),
            1 when onlyAxis is null => x.Shape,
            2 => new Shape([.. Enumerable.Range(0, rank).Select(i => i == axis ? x.Shape[i] : 1)]),
            _ => new Shape([x.Shape[axis], .. Enumerable.Repeat(1, rank - 1 - axis)]),
        };
    }

    private static ImmutableArray<int> Each(TensorInfo x, Func<int, int> value) => [.. Enumerable.Range(0, x.Shape.Rank).Select(value)];

    private TensorInfo Same(TensorInfo x)
    {
        TensorInfo[] all = [.. pool.Where(other => other.Shape == x.Shape)];
        return all.Length == 0 ? x : all[random.Next(all.Length)];
    }

    private TensorInfo? Mate(TensorInfo x)
    {
        TensorInfo[] all = [.. pool.Where(other => Shape.TryBroadcast(x.Shape, other.Shape, out Shape result) && result.Elements < 500)];
        return all.Length == 0 ? null : all[random.Next(all.Length)];
    }

    private TensorInfo Pick(int? rank = null)
    {
        TensorInfo[] all = [.. pool.Where(x => rank is null || x.Shape.Rank == rank)];
        return random.Next(2) == 0 ? all[^1] : all[random.Next(all.Length)];
    }
}
