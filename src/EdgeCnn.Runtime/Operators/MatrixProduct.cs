using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Products of matrices that are both computed.</summary>
internal sealed class MatrixProduct : IOperator
{
    private readonly int m;
    private readonly int k;
    private readonly int n;
    private readonly StridedWalk batchA;
    private readonly StridedWalk batchB;

    public MatrixProduct(NetworkGraph graph, MatMulNode node)
    {
        Shape a = graph.Tensor(node.Inputs[0]).Shape, b = graph.Tensor(node.Inputs[1]).Shape, y = graph.Tensor(node.Output).Shape;
        (m, k, n) = (a[-2], a[-1], b[-1]);
        batchA = Walk(y, a);
        batchB = Walk(y, b);
    }

    public string Kernel => "f32-matmul";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var a = MemoryMarshal.Cast<byte, float>(memory.Input(0));
        var b = MemoryMarshal.Cast<byte, float>(memory.Input(1));
        var y = MemoryMarshal.Cast<byte, float>(memory.Output);
        StridedWalk.Place placeA = batchA.Begin(), placeB = batchB.Begin();
        for (int at = 0; at < y.Length; at += m * n, placeA.Next(), placeB.Next())
            MatMulF32.Run(a.Slice(placeA.Offset, m * k), b.Slice(placeB.Offset, k * n), k, n, y.Slice(at, m * n));
    }

    // The result's axes before the last two; where the input has one matrix for all, its walk stands still.
    private static StridedWalk Walk(Shape y, Shape x)
    {
        var axes = new (int Size, int Stride)[y.Rank - 2];
        for (int back = 3, stride = x[-2] * x[-1]; back <= y.Rank; back++)
        {
            int size = back <= x.Rank ? x[-back] : 1;
            axes[^(back - 2)] = (y[-back], size == 1 ? 0 : stride);
            stride *= size;
        }

        return new StridedWalk(axes);
    }
}
