using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Matrix products. One with constant weights is a dense layer.</summary>
internal static class DenseOps
{
    /// <summary>α·A'·B' + β·C</summary>
    public static void Gemm(Emitter emit)
    {
        OnnxNode node = emit.Node;
        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        bool transposeA = node.Flag("transA"), transposeB = node.Flag("transB");
        if (node.Opset < 7)
            _ = node.Flag("broadcast");
        TensorInfo a = emit.Input(0), b = emit.Input(1);
        if (a.Shape.Rank != 2 || b.Shape.Rank != 2)
            throw node.Unsupported($"inputs {a} and {b} must be matrices.");
        a = transposeA ? emit.Transpose(a, 1, 0) : a;
        if (!IsWeights(emit, b))
        {
            TensorInfo product = Scaled(emit, MatMul(emit, a, transposeB ? emit.Transpose(b, 1, 0) : b), alpha);
            emit.Result(node.Has(2) ? emit.Binary(BinaryKind.Add, product, Scaled(emit, emit.Input(2), beta)) : product);
            return;
        }

        TensorInfo weights = transposeB ? b : emit.Transpose(b, 1, 0);
        TensorInfo? c = node.Has(2) ? emit.Input(2) : null;
        bool isBias = alpha == 1 && beta == 1 && c is not null && IsWeights(emit, c) && c.Shape.Rank > 0 && c.Shape.Elements == weights.Shape[0] && c.Shape[-1] == weights.Shape[0];
        TensorInfo y = Dense(emit, a, weights, isBias ? emit.Reshape(c!, new Shape(c!.Shape.Elements)) : null, a.Type);
        y = Scaled(emit, y, alpha);
        emit.Result(c is null || isBias ? y : emit.Binary(BinaryKind.Add, y, Scaled(emit, c, beta)));
    }

    public static void MatMul(Emitter emit) => emit.Result(MatMul(emit, emit.Input(0), emit.Input(1)));

    /// <summary>NumPy's matmul: a vector is a row on the left and a column on the right.</summary>
    public static TensorInfo MatMul(Emitter emit, TensorInfo a, TensorInfo b, DataType type = DataType.Float32)
    {
        Shape x = a.Shape, y = b.Shape;
        if (x.Rank == 0 || y.Rank == 0)
            throw emit.Node.Unsupported($"inputs {a} and {b} must have at least one axis.");
        TensorInfo left = x.Rank == 1 ? emit.Reshape(a, new Shape(1, x[0])) : a;
        TensorInfo right = y.Rank == 1 ? emit.Reshape(b, new Shape(y[0], 1)) : b;
        TensorInfo product = right.Shape.Rank == 2 && IsWeights(emit, right) ? Rows(emit, left, emit.Transpose(right, 1, 0), type)
            : emit.Add(new MatMulNode { Name = "", Inputs = [left.Name, right.Name], Output = "" }, DataType.Float32);
        Shape dims = product.Shape;
        if (x.Rank == 1)
            dims = new Shape([.. dims.Dims.RemoveAt(dims.Rank - 2)]);
        return emit.Reshape(product, y.Rank == 1 ? new Shape([.. dims.Dims.RemoveAt(dims.Rank - 1)]) : dims);
    }

    /// <summary>True for a constant, plain or dequantized.</summary>
    public static bool IsWeights(Emitter emit, TensorInfo x) => emit.Reader.Builder.Constant(x.Name) is not null || emit.CodesOf(x) is not null;

    /// <summary>A dense layer over the last axis, whatever stands before it.</summary>
    private static TensorInfo Rows(Emitter emit, TensorInfo x, TensorInfo weights, DataType type)
    {
        Shape s = x.Shape;
        TensorInfo rows = emit.Reshape(x, new Shape(s.Elements / s[-1], s[-1]));
        return emit.Reshape(Dense(emit, rows, weights, null, type), new Shape([.. s.Dims[..^1], weights.Shape[0]]));
    }

    private static TensorInfo Dense(Emitter emit, TensorInfo x, TensorInfo weights, TensorInfo? bias, DataType type)
    {
        string[] inputs = bias is null ? [x.Name, weights.Name] : [x.Name, weights.Name, bias.Name];
        return emit.Add(new DenseNode { Name = "", Inputs = [.. inputs], Output = "" }, type);
    }

    private static TensorInfo Scaled(Emitter emit, TensorInfo x, float factor) => factor == 1 ? x : emit.Binary(BinaryKind.Mul, x, factor);
}
