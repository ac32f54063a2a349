using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Pooling over one, two or three axes.</summary>
internal static class PoolOps
{
    private delegate Node Pool(TensorInfo nhwc, int kernelH, int kernelW, Window window, int ceilH, int ceilW);

    public static void MaxPool(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        bool columnMajor = emit.Node.Flag("storage_order");
        Spatial spatial = Spatial.Read(emit.Node, Sizes(emit, x));
        emit.Result(Lower(emit, x, spatial, (nhwc, kernelH, kernelW, window, _, _) =>
            new MaxPoolNode { Name = "", Inputs = [nhwc.Name], Output = "", KernelH = kernelH, KernelW = kernelW, Window = window }));
        if (!emit.Node.Gives(1))
            return;
        if (x.Shape.Rank == 5)
            throw emit.Node.Unsupported("indices of three-dimensional pooling are not supported.");
        emit.Result(Lower(emit, x, spatial, (nhwc, kernelH, kernelW, window, _, _) =>
            new MaxPoolIndicesNode { Name = "", Inputs = [nhwc.Name], Output = "", KernelH = kernelH, KernelW = kernelW, Window = window, ColumnMajor = columnMajor }, DataType.Int64), 1);
    }

    public static void AveragePool(Emitter emit) => emit.Result(AverageOf(emit, emit.Input(0)));

    /// <summary>AveragePool of a tensor, with the node's attributes.</summary>
    public static TensorInfo AverageOf(Emitter emit, TensorInfo x)
    {
        bool countPadding = emit.Node.Flag("count_include_pad");
        return Average(emit, x, Spatial.Read(emit.Node, Sizes(emit, x)), countPadding);
    }

    /// <summary>(Σ|x|ᵖ)^(1/p), by way of the mean of the window times its taps.</summary>
    public static void LpPool(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int p = emit.Node.Int("p", 2);
        Spatial spatial = Spatial.Read(emit.Node, Sizes(emit, x));
        if (spatial.Ceil.Any(extra => extra != 0))
            throw emit.Node.Unsupported("attribute ceil_mode = 1 is not supported.");
        TensorInfo mean = Average(emit, Power(emit, x, p), spatial, countPadding: true);
        emit.Result(Root(emit, emit.Binary(BinaryKind.Mul, mean, spatial.Kernel.Aggregate(1f, (taps, k) => taps * k)), p));
    }

    public static void GlobalAveragePool(Emitter emit) => emit.Result(emit.Reduce(ReduceKind.Mean, emit.Input(0), SpatialAxes(emit)));

    public static void GlobalMaxPool(Emitter emit) => emit.Result(emit.Reduce(ReduceKind.Max, emit.Input(0), SpatialAxes(emit)));

    public static void GlobalLpPool(Emitter emit)
    {
        int p = emit.Node.Int("p", 2);
        emit.Result(Root(emit, emit.Reduce(ReduceKind.Sum, Power(emit, emit.Input(0), p), SpatialAxes(emit)), p));
    }

    private static TensorInfo Average(Emitter emit, TensorInfo x, Spatial spatial, bool countPadding) =>
        Lower(emit, x, spatial, (nhwc, kernelH, kernelW, window, ceilH, ceilW) => new AveragePoolNode
        {
            Name = "",
            Inputs = [nhwc.Name],
            Output = "",
            KernelH = kernelH,
            KernelW = kernelW,
            Window = window,
            CountIncludePad = countPadding,
            CeilH = ceilH,
            CeilW = ceilW,
        });

    // Maximum and mean of a box are those along the first axis of those over the other two, padding included: the taps that
    // count are a box as well.
    private static TensorInfo Lower(Emitter emit, TensorInfo x, Spatial spatial, Pool pool, DataType? type = null)
    {
        Shape s = x.Shape;
        if (s.Rank == 3)
        {
            TensorInfo flat = Lower(emit, emit.Reshape(x, new Shape(s[0], s[1], 1, s[2])), spatial.WithLeadingAxis(), pool, type);
            return emit.Reshape(flat, new Shape(s[0], s[1], flat.Shape[3]));
        }

        if (s.Rank == 4)
            return emit.Channels(x, nhwc => pool(nhwc, spatial.Kernel[0], spatial.Kernel[1], spatial.Window(0, 1), spatial.Ceil[0], spatial.Ceil[1]), type);

        TensorInfo last = emit.Reshape(emit.Transpose(x, 0, 2, 3, 4, 1), new Shape(s[0] * s[2], s[3], s[4], s[1]));
        TensorInfo planes = emit.Add(pool(last, spatial.Kernel[1], spatial.Kernel[2], spatial.Window(1, 2), spatial.Ceil[1], spatial.Ceil[2]), x.Type, x.Quant);
        Shape p = planes.Shape;
        Window along = new() { StrideH = spatial.Strides[0], DilationH = spatial.Dilations[0], PadTop = spatial.Begin[0], PadBottom = spatial.End[0] + spatial.Ceil[0] };
        TensorInfo stack = emit.Reshape(planes, new Shape(s[0], s[2], p[1] * p[2], s[1]));
        TensorInfo pooled = emit.Add(pool(stack, spatial.Kernel[0], 1, along, spatial.Ceil[0], 0), x.Type, x.Quant);
        return emit.Transpose(emit.Reshape(pooled, new Shape(s[0], pooled.Shape[1], p[1], p[2], s[1])), 0, 4, 1, 2, 3);
    }

    private static TensorInfo Power(Emitter emit, TensorInfo x, int p) => p switch
    {
        1 => emit.Unary(UnaryKind.Abs, x),
        2 => emit.Binary(BinaryKind.Mul, x, x),
        > 2 => emit.Binary(BinaryKind.Pow, emit.Unary(UnaryKind.Abs, x), p),
        _ => throw emit.Node.Unsupported($"attribute p = {p} is not supported, only positive ones."),
    };

    private static TensorInfo Root(Emitter emit, TensorInfo x, int p) => p switch
    {
        1 => x,
        2 => emit.Unary(UnaryKind.Sqrt, x),
        _ => emit.Binary(BinaryKind.Pow, x, 1f / p),
    };

    private static int[] SpatialAxes(Emitter emit)
    {
        int rank = emit.Input(0).Shape.Rank;
        return rank > 2 ? [.. Enumerable.Range(2, rank - 2)] : throw emit.Node.Unsupported($"input {emit.Input(0)} has no axes behind N and C.");
    }

    private static ReadOnlySpan<int> Sizes(Emitter emit, TensorInfo x) =>
        x.Shape.Rank is >= 3 and <= 5 ? x.Shape.Dims.AsSpan()[2..] : throw emit.Node.Unsupported($"input {x} has {x.Shape.Rank} axes, only 3 to 5 are supported.");
}
