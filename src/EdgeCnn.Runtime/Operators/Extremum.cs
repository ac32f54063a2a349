using System.Numerics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Where along an axis the greatest or least value stands.</summary>
internal sealed class Extremum<T>(NetworkGraph graph, ArgNode node) : IOperator
    where T : unmanaged, INumber<T>
{
    private readonly ArgNode node = node;
    private readonly int size = graph.Tensor(node.Inputs[0]).Shape[node.Axis];
    private readonly int inner = new Shape([.. graph.Tensor(node.Inputs[0]).Shape.Dims[(node.Axis + 1)..]]).Elements;

    public string Kernel => node.Least ? "arg-min" : "arg-max";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var y = MemoryMarshal.Cast<byte, long>(memory.Output);
        for (int at = 0; at < y.Length; at++)
        {
            var from = x[((at / inner * size * inner) + (at % inner))..];
            int best = 0;
            for (int i = 1; i < size; i++)
            {
                T value = from[i * inner], held = from[best * inner];
                if ((node.Least ? value < held : value > held) || (node.SelectLast && value == held))
                    best = i;
            }

            y[at] = best;
        }
    }
}
