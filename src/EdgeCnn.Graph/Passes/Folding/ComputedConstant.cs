using System.Numerics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Graph.Passes.Folding;

/// <summary>Constants that are computed: the arithmetic of shapes and scales. Functions that need a series are left to the runtime.</summary>
internal static class ComputedConstant
{
    public static byte[]? Of(Node node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<ReadOnlyMemory<byte>> values, TensorInfo output)
    {
        if (inputs.Append(output).Any(info => info.Quant is not null))
            return null;
        // A comparison computes in its inputs' type, everything else in the result's.
        DataType type = node is BinaryNode ? inputs[0].Type : output.Type;
        return node is CastNode ? Cast(inputs[0].Type, values[0].Span, output)
            : type == DataType.Float32 ? Compute<float>(node, inputs, values, output)
            : Compute<long>(node, inputs, values, output);
    }

    private static byte[]? Compute<T>(Node node, IReadOnlyList<TensorInfo> inputs, IReadOnlyList<ReadOnlyMemory<byte>> values, TensorInfo output)
        where T : unmanaged, INumber<T>
    {
        T[][] x = [.. inputs.Select((info, i) => Read<T>(info.Type, values[i].Span))];
        var at = inputs.Select(info => MovedConstant.Offsets(output.Shape, 0, MovedConstant.BroadcastStrides(info.Shape, output.Shape)));
        IEnumerable<T?>? result = node switch
        {
            UnaryNode unary => x[0].Select(value => Unary(unary.Kind, value)),
            BinaryNode binary => at.First().Zip(at.Last(), (i, j) => Binary(binary.Kind, x[0][i], x[1][j])),
            WhereNode => at.First().Zip(at.ElementAt(1), at.Last()).Select(place => (T?)(x[0][place.First] != T.Zero ? x[1][place.Second] : x[2][place.Third])),
            ReduceNode reduce => Reduce(reduce, x[0], inputs[0].Shape),
            _ => null,
        };
        T?[]? computed = result?.ToArray();
        return computed is null || computed.Any(value => value is null) ? null : Write(output.Type, [.. computed.Select(value => value!.Value)]);
    }

    private static T? Unary<T>(UnaryKind kind, T x)
        where T : struct, INumber<T> => kind switch
        {
            UnaryKind.Neg => -x,
            UnaryKind.Abs => T.IsNegative(x) ? -x : x,
            UnaryKind.Not => x == T.Zero ? T.One : T.Zero,
            UnaryKind.Floor => Real(x, MathF.Floor),
            UnaryKind.Ceil => Real(x, MathF.Ceiling),
            UnaryKind.Sqrt => Real(x, MathF.Sqrt),
            UnaryKind.Reciprocal => Real(x, value => 1 / value),
            UnaryKind.Round => Real(x, value => MathF.Round(value, MidpointRounding.ToEven)),
            _ => null,
        };

    private static T? Real<T>(T x, Func<float, float> function)
        where T : struct, INumber<T> => x is float value ? T.CreateTruncating(function(value)) : null;

    private static T? Binary<T>(BinaryKind kind, T a, T b)
        where T : struct, INumber<T>
    {
        T Truth(bool value) => value ? T.One : T.Zero;
        return kind switch
        {
            BinaryKind.Add => a + b,
            BinaryKind.Sub => a - b,
            BinaryKind.Mul => a * b,
            // An integer divided by 0, or the least one by −1, has no quotient: left to the runtime's rule.
            BinaryKind.Div => typeof(T) == typeof(float) || (b != T.Zero && b != -T.One) ? a / b : b == T.Zero ? null : unchecked(-a),
            BinaryKind.Min => T.Min(a, b),
            BinaryKind.Max => T.Max(a, b),
            BinaryKind.Equal => Truth(a == b),
            BinaryKind.Greater => Truth(a > b),
            BinaryKind.GreaterOrEqual => Truth(a >= b),
            BinaryKind.Less => Truth(a < b),
            BinaryKind.LessOrEqual => Truth(a <= b),
            BinaryKind.And => Truth(a != T.Zero && b != T.Zero),
            BinaryKind.Or => Truth(a != T.Zero || b != T.Zero),
            BinaryKind.Xor => Truth(a != b),
            _ => null,
        };
    }

    private static IEnumerable<T?>? Reduce<T>(ReduceNode node, T[] x, Shape shape)
        where T : struct, INumber<T>
    {
        Func<T, T, T>? step = node.Kind switch
        {
            ReduceKind.Sum => (a, b) => a + b,
            ReduceKind.Prod => (a, b) => a * b,
            ReduceKind.Max => T.Max,
            ReduceKind.Min => T.Min,
            _ => null,
        };
        if (step is null)
            return null;
        int[] strides = AxisOrder.Strides(shape);
        Shape Box(Func<int, bool> keep) => new([.. shape.Dims.Where((_, axis) => keep(axis))]);
        int[] Steps(Func<int, bool> keep) => [.. strides.Where((_, axis) => keep(axis))];
        bool Reduced(int axis) => node.Axes.Contains(axis);
        return MovedConstant.Offsets(Box(axis => !Reduced(axis)), 0, Steps(axis => !Reduced(axis)))
            .Select(start => (T?)MovedConstant.Offsets(Box(Reduced), start, Steps(Reduced)).Select(at => x[at]).Aggregate(step));
    }

    private static byte[] Cast(DataType from, ReadOnlySpan<byte> values, TensorInfo output)
    {
        if (output.Type == DataType.Float32)
            return Write(output.Type, Read<float>(from, values));
        if (from != DataType.Float32)
            return Write(output.Type, Read<long>(from, values));
        float[] reals = Read<float>(from, values);
        return Write(output.Type, [.. reals.Select(real => output.Type == DataType.Bool ? (real != 0 ? 1L : 0L) : (long)real)]);
    }

    private static T[] Read<T>(DataType type, ReadOnlySpan<byte> values)
        where T : unmanaged, INumber<T> => type switch
        {
            DataType.Float32 => [.. MemoryMarshal.Cast<byte, float>(values).ToArray().Select(T.CreateTruncating)],
            DataType.Int32 => [.. MemoryMarshal.Cast<byte, int>(values).ToArray().Select(T.CreateTruncating)],
            DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(values).ToArray().Select(T.CreateTruncating)],
            DataType.Int8 => [.. MemoryMarshal.Cast<byte, sbyte>(values).ToArray().Select(T.CreateTruncating)],
            _ => [.. values.ToArray().Select(T.CreateTruncating)],
        };

    private static byte[] Write<T>(DataType type, T[] values)
        where T : unmanaged, INumber<T> => type switch
        {
            DataType.Float32 => MemoryMarshal.AsBytes<float>([.. values.Select(float.CreateTruncating)]).ToArray(),
            DataType.Int32 => MemoryMarshal.AsBytes<int>([.. values.Select(int.CreateTruncating)]).ToArray(),
            DataType.Int64 => MemoryMarshal.AsBytes<long>([.. values.Select(long.CreateTruncating)]).ToArray(),
            DataType.Bool => [.. values.Select(value => value == T.Zero ? (byte)0 : (byte)1)],
            _ => [.. values.Select(value => (byte)long.CreateTruncating(value))],
        };
}
