using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Onnx.Import;

/// <summary>Normalizations, as the arithmetic that defines them. That of BatchNormalization is folded into the layer before it.</summary>
internal static class NormOps
{
    /// <summary>(x − mean)/√(variance + ε)·scale + bias, which is x·a + b for a channel.</summary>
    public static void BatchNormalization(Emitter emit)
    {
        emit.Node.Ignore("momentum");
        emit.Node.Require("training_mode", 0);
        if (emit.Node.Opset < 7)
            emit.Node.Require("is_test", 1);
        emit.Node.Require("spatial", 1);
        float epsilon = emit.Node.Float("epsilon", 1e-5f);
        TensorInfo x = emit.Input(0);
        int channels = x.Shape.Rank > 1 ? x.Shape[1] : throw emit.Node.Unsupported($"input {x} has no channels.");
        float[][] p = [.. Enumerable.Range(1, 4).Select(i => emit.Constant(i) is { Type: DataType.Float32 } values && values.Shape.Elements == channels
            ? values.Values<float>().ToArray()
            : throw emit.Node.Unsupported($"input {i} must hold {channels} Float32, got {emit.Constant(i).Type}{emit.Constant(i).Shape}."))];
        // In double, so that folding costs no more than one rounding.
        double[] factor = [.. p[0].Zip(p[3], (scale, variance) => scale / Math.Sqrt((double)variance + epsilon))];
        float[] a = [.. factor.Select(value => (float)value)], b = [.. factor.Select((value, c) => (float)(p[1][c] - (p[2][c] * value)))];
        Shape along = new([channels, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]);
        emit.Result(emit.Binary(BinaryKind.Add, emit.Binary(BinaryKind.Mul, x, emit.Constant<float>(along, a)), emit.Constant<float>(along, b)));
        for (int i = 1; i < emit.Node.Outputs.Count; i++)
        {
            if (emit.Node.Gives(i))
                throw emit.Node.Unsupported($"output {i} exists in training only.");
        }
    }

    public static void InstanceNormalization(Emitter emit)
    {
        float epsilon = emit.Node.Float("epsilon", 1e-5f);
        TensorInfo x = emit.Input(0);
        int rank = x.Shape.Rank;
        if (rank < 3)
            throw emit.Node.Unsupported($"input {x} has no axes behind N and C.");
        Shape along = new([x.Shape[1], .. Enumerable.Repeat(1, rank - 2)]);
        emit.Result(Scaled(emit, Normalized(emit, x, [.. Enumerable.Range(2, rank - 2)], epsilon).Value, emit.Reshape(emit.Input(1), along), emit.Reshape(emit.Input(2), along)));
    }

    public static void LayerNormalization(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int axis = emit.Node.Axis(emit.Node.Int("axis", -1), x.Shape.Rank);
        emit.Node.Require("stash_type", 1);
        var (normalized, mean, inverse) = Normalized(emit, x, [.. Enumerable.Range(axis, x.Shape.Rank - axis)], emit.Node.Float("epsilon", 1e-5f));
        emit.Result(Scaled(emit, normalized, emit.Input(1), emit.Node.Has(2) ? emit.Input(2) : null));
        if (emit.Node.Gives(1))
            emit.Result(mean, 1);
        if (emit.Node.Gives(2))
            emit.Result(inverse, 2);
    }

    public static void GroupNormalization(Emitter emit)
    {
        emit.Node.Require("stash_type", 1);
        float epsilon = emit.Node.Float("epsilon", 1e-5f);
        int groups = emit.Node.Int("num_groups", 0);
        TensorInfo x = emit.Input(0);
        Shape s = x.Shape;
        if (s.Rank < 3 || groups <= 0 || s[1] % groups != 0)
            throw emit.Node.Unsupported($"attribute num_groups = {groups} does not divide the channels of {x}.");
        TensorInfo grouped = emit.Reshape(x, new Shape(s[0], groups, s.Elements / s[0] / groups));
        TensorInfo normalized = Normalized(emit, grouped, [2], epsilon).Value;
        // One scale a channel since opset 21, one a group before.
        bool perGroup = emit.Node.Opset < 21;
        Shape along = new([perGroup ? groups : s[1], .. Enumerable.Repeat(1, perGroup ? 1 : s.Rank - 2)]);
        TensorInfo spread = perGroup ? normalized : emit.Reshape(normalized, s);
        emit.Result(emit.Reshape(Scaled(emit, spread, emit.Reshape(emit.Input(1), along), emit.Reshape(emit.Input(2), along)), s));
    }

    public static void LpNormalization(Emitter emit)
    {
        TensorInfo x = emit.Input(0);
        int axis = emit.Node.Axis(emit.Node.Int("axis", -1), x.Shape.Rank), p = emit.Node.Int("p", 2);
        if (p is not (1 or 2))
            throw emit.Node.Unsupported($"attribute p = {p} is not supported, only 1 and 2.");
        TensorInfo length = emit.Reduce(p == 1 ? ReduceKind.L1 : ReduceKind.L2, x, [axis]);
        // A vector of zeros stays one.
        TensorInfo divisor = emit.Add(new WhereNode { Name = "", Inputs = [emit.Binary(BinaryKind.Equal, length, 0).Name, emit.Constant(new Shape(), 1f).Name, length.Name], Output = "" }, x.Type);
        emit.Result(emit.Binary(BinaryKind.Div, x, divisor));
    }

    public static void Lrn(Emitter emit)
    {
        OnnxNode node = emit.Node;
        int size = node.Int("size", 0);
        float alpha = node.Float("alpha", 1e-4f), beta = node.Float("beta", 0.75f), bias = node.Float("bias", 1);
        TensorInfo x = emit.Input(0);
        if (x.Shape.Rank < 3)
            throw node.Unsupported($"input {x} has no axes behind N and C.");
        emit.Result(emit.Channels(x, last => new LrnNode { Name = "", Inputs = [last.Name], Output = "", Size = size, Alpha = alpha, Beta = beta, Bias = bias }));
    }

    // (x − mean)/√(variance + ε) over some axes, with what it takes.
    private static (TensorInfo Value, TensorInfo Mean, TensorInfo InverseDeviation) Normalized(Emitter emit, TensorInfo x, int[] axes, float epsilon)
    {
        TensorInfo mean = emit.Reduce(ReduceKind.Mean, x, axes);
        TensorInfo centred = emit.Binary(BinaryKind.Sub, x, mean);
        TensorInfo variance = emit.Reduce(ReduceKind.Mean, emit.Binary(BinaryKind.Mul, centred, centred), axes);
        TensorInfo inverse = emit.Unary(UnaryKind.Reciprocal, emit.Unary(UnaryKind.Sqrt, emit.Binary(BinaryKind.Add, variance, epsilon)));
        return (emit.Binary(BinaryKind.Mul, centred, inverse), mean, inverse);
    }

    private static TensorInfo Scaled(Emitter emit, TensorInfo x, TensorInfo scale, TensorInfo? bias)
    {
        TensorInfo scaled = emit.Binary(BinaryKind.Mul, x, scale);
        return bias is null ? scaled : emit.Binary(BinaryKind.Add, scaled, bias);
    }
}
