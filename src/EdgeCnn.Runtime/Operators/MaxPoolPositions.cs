using System.Numerics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Gemm;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Where the greatest value of each window stands, as an index into the input as NCHW; of equal ones the first.</summary>
internal sealed class MaxPoolPositions<T>(NetworkGraph graph, MaxPoolIndicesNode node) : IOperator
    where T : unmanaged, INumber<T>
{
    private readonly MaxPoolIndicesNode node = node;
    private readonly int images = graph.Tensor(node.Output).Shape[0];
    private readonly PatchGrid grid = LinearGeometry.GridOf(node.Window, graph.Tensor(node.Inputs[0]).Shape, node.KernelH, node.KernelW, graph.Tensor(node.Output).Shape);

    public string Kernel => "max-pool-indices";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, long>(memory.Output);
        int at = 0;
        for (int image = 0; image < images; image++)
        {
            var from = x.Slice(image * grid.InputLength, grid.InputLength);
            for (int m = 0; m < grid.M; m++)
            {
                for (int c = 0; c < grid.C; c++)
                    y[at++] = Position(from, m, c) + ((((long)image * grid.C) + c) * grid.H * grid.W);
            }
        }
    }

    private int Position(ReadOnlySpan<T> x, int m, int c)
    {
        int best = -1;
        T greatest = default;
        for (int kh = 0; kh < grid.KH; kh++)
        {
            int row = (m / grid.OW * grid.StrideH) - grid.PadTop + (kh * grid.DilationH);
            for (int kw = 0; kw < grid.KW; kw++)
            {
                int column = (m % grid.OW * grid.StrideW) - grid.PadLeft + (kw * grid.DilationW);
                if ((uint)row >= (uint)grid.H || (uint)column >= (uint)grid.W)
                    continue;
                T value = x[(((row * grid.W) + column) * grid.C) + c];
                if (best >= 0 && !(value > greatest))
                    continue;
                greatest = value;
                best = node.ColumnMajor ? (column * grid.H) + row : (row * grid.W) + column;
            }
        }

        return best;
    }
}
