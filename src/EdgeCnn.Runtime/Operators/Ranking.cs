using System.Numerics;
using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The greatest or least values along an axis in their order, or their indices; a merge sort of the indices, which keeps the order of equal values.</summary>
internal sealed class Ranking<T>(NetworkGraph graph, TopKNode node) : IOperator
    where T : unmanaged, INumber<T>
{
    private readonly TopKNode node = node;
    private readonly int size = graph.Tensor(node.Inputs[0]).Shape[node.Axis];
    private readonly int inner = new Shape([.. graph.Tensor(node.Inputs[0]).Shape.Dims[(node.Axis + 1)..]]).Elements;

    public string Kernel => "top-k";

    public long WeightBytes => 0;

    public int ScratchBytes => 2 * 4 * size;

    public void Run(StepMemory memory)
    {
        var x = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var scratch = MemoryMarshal.Cast<byte, int>(memory.Scratch);
        for (int line = 0; line < x.Length / size; line++)
        {
            int o = line / inner, i = line % inner;
            var from = x[((o * size * inner) + i)..];
            ReadOnlySpan<int> order = Sort(from, scratch[..size], scratch.Slice(size, size));
            for (int k = 0; k < node.K; k++)
            {
                int to = (((o * node.K) + k) * inner) + i;
                if (node.Indices)
                    MemoryMarshal.Cast<byte, long>(memory.Output)[to] = order[k];
                else
                    MemoryMarshal.Cast<byte, T>(memory.Output)[to] = from[order[k] * inner];
            }
        }
    }

    private ReadOnlySpan<int> Sort(ReadOnlySpan<T> x, Span<int> from, Span<int> to)
    {
        for (int i = 0; i < size; i++)
            from[i] = i;
        for (int width = 1; width < size; width *= 2)
        {
            for (int start = 0; start < size; start += 2 * width)
                Merge(x, from, start, Math.Min(start + width, size), Math.Min(start + (2 * width), size), to);
            Span<int> swap = from;
            from = to;
            to = swap;
        }

        return from;
    }

    private void Merge(ReadOnlySpan<T> x, ReadOnlySpan<int> from, int start, int middle, int end, Span<int> to)
    {
        for (int a = start, b = middle, at = start; at < end; at++)
        {
            bool second = a == middle || (b < end && IsBefore(x[from[b] * inner], x[from[a] * inner]));
            to[at] = second ? from[b++] : from[a++];
        }
    }

    private bool IsBefore(T a, T b) => node.Least ? a < b : a > b;
}
