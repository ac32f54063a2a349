using System.Numerics;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The operator of each <see cref="BinaryKind"/>.</summary>
internal static class BinaryTable
{
    public static IOperator Bind(NetworkGraph graph, BinaryNode node)
    {
        TensorInfo a = graph.Tensor(node.Inputs[0]), b = graph.Tensor(node.Inputs[1]), y = graph.Tensor(node.Output);
        var walk = new BroadcastWalk(y.Shape, a.Shape, b.Shape);
        if (y.Quant is not null)
        {
            return node.Kind == BinaryKind.Add
                ? new CodeCombination<AddInt8>("int8-add", CodeRules.Sum(a, b, y, ActivationKind.None), walk)
                : new CodeCombination<MulInt8>("int8-mul", CodeRules.Product(a, b, y), walk);
        }

        string name = $"{(a.Type == DataType.Float32 ? "f32-" : "")}binary-{node.Kind.ToString().ToLowerInvariant()}";
        return a.Type switch
        {
            DataType.Float32 => Float(name, node, walk),
            DataType.Int32 => Integer<int>(name, node, walk),
            DataType.Int64 => Integer<long>(name, node, walk),
            DataType.Int8 => Integer<sbyte>(name, node, walk),
            DataType.UInt8 => Integer<byte>(name, node, walk),
            _ => Truth(name, node, walk),
        };
    }

    private static IOperator Float(string name, BinaryNode node, BroadcastWalk walk) => node.Kind switch
    {
        BinaryKind.Div => new VectorCombination<float, QuotientOfFloats>(name, walk),
        BinaryKind.Pow => new Combination<float, float, PowerOfFloats>(name, walk),
        BinaryKind.Mod => new Combination<float, float, RemainderOfFloats>(name, walk),
        _ => Number<float>(name, node, walk),
    };

    private static IOperator Integer<T>(string name, BinaryNode node, BroadcastWalk walk)
        where T : unmanaged, IBinaryInteger<T> => node.Kind switch
        {
            BinaryKind.Div => new Combination<T, T, QuotientOf<T>>(name, walk),
            BinaryKind.Pow => new Combination<T, T, PowerOf<T>>(name, walk),
            BinaryKind.Mod => new Combination<T, T, RemainderOf<T>>(name, walk),
            _ => Number<T>(name, node, walk),
        };

    private static IOperator Number<T>(string name, BinaryNode node, BroadcastWalk walk)
        where T : unmanaged, INumber<T> => node.Kind switch
        {
            BinaryKind.Add => new VectorCombination<T, SumOf<T>>(name, walk),
            BinaryKind.Sub => new VectorCombination<T, DifferenceOf<T>>(name, walk),
            BinaryKind.Mul => new VectorCombination<T, ProductOf<T>>(name, walk),
            BinaryKind.Min => new VectorCombination<T, MinimumOf<T>>(name, walk),
            BinaryKind.Max => new VectorCombination<T, MaximumOf<T>>(name, walk),
            BinaryKind.PRelu => new VectorCombination<T, SlopeOf<T>>(name, walk),
            BinaryKind.Equal => new Combination<T, byte, IsEqual<T>>(name, walk),
            BinaryKind.Greater => new Combination<T, byte, IsGreater<T>>(name, walk),
            BinaryKind.GreaterOrEqual => new Combination<T, byte, IsGreaterOrEqual<T>>(name, walk),
            BinaryKind.Less => new Combination<T, byte, IsLess<T>>(name, walk),
            BinaryKind.LessOrEqual => new Combination<T, byte, IsLessOrEqual<T>>(name, walk),
            _ => throw Missing(node),
        };

    private static IOperator Truth(string name, BinaryNode node, BroadcastWalk walk) => node.Kind switch
    {
        BinaryKind.And => new Combination<byte, byte, Both>(name, walk),
        BinaryKind.Or => new Combination<byte, byte, Either>(name, walk),
        BinaryKind.Xor => new Combination<byte, byte, OneOf>(name, walk),
        BinaryKind.Equal => new Combination<byte, byte, IsEqual<byte>>(name, walk),
        _ => throw Missing(node),
    };

    private static GraphException Missing(BinaryNode node) => new(node.Label, $"has no {node.Kind} of this type in this build.");
}
