using System.Numerics;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The operator of each <see cref="ReduceKind"/>.</summary>
internal static class ReduceTable
{
    public static IOperator Bind(NetworkGraph graph, ReduceNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]);
        var axes = new ReducedAxes(x.Shape, node.Axes);
        string name = $"reduce-{node.Kind.ToString().ToLowerInvariant()}";
        return x.Type switch
        {
            DataType.Float32 => Of<float, double>(name, node.Kind, axes),
            DataType.Int32 => Of<int, long>(name, node.Kind, axes),
            DataType.Int64 => Of<long, long>(name, node.Kind, axes),
            DataType.Int8 => Of<sbyte, long>(name, node.Kind, axes),
            _ => Of<byte, long>(name, node.Kind, axes),
        };
    }

    private static IOperator Of<T, TSum>(string name, ReduceKind kind, ReducedAxes axes)
        where T : unmanaged, INumber<T>
        where TSum : unmanaged, INumber<TSum> => kind switch
        {
            ReduceKind.Sum => new Reduction<T, TSum, ReduceSum<TSum>>(name, axes),
            ReduceKind.Mean => new Reduction<T, TSum, ReduceMean<TSum>>(name, axes),
            ReduceKind.Max => new Reduction<T, TSum, ReduceMax<TSum>>(name, axes),
            ReduceKind.Min => new Reduction<T, TSum, ReduceMin<TSum>>(name, axes),
            ReduceKind.Prod => new Reduction<T, TSum, ReduceProd<TSum>>(name, axes),
            ReduceKind.L1 => new Reduction<T, TSum, ReduceL1<TSum>>(name, axes),
            ReduceKind.SumSquare => new Reduction<T, TSum, ReduceSumSquare<TSum>>(name, axes),
            ReduceKind.L2 => new Reduction<T, double, ReduceL2>(name, axes),
            ReduceKind.LogSum => new Reduction<T, double, ReduceLogSum>(name, axes),
            _ => new Reduction<T, double, ReduceLogSumExp>(name, axes),
        };
}
