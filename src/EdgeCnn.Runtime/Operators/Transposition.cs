using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Axes in another order; a walk over the output with the input's strides.</summary>
internal sealed class Transposition : IOperator
{
    private readonly int elementBytes;
    private readonly int[] sizes; // of the output
    private readonly int[] strides; // input elements for one step along each axis of the output

    public Transposition(NetworkGraph graph, TransposeNode node)
    {
        TensorInfo input = graph.Tensor(node.Inputs[0]);
        elementBytes = input.Type.SizeBytes();
        int rank = input.Shape.Rank;
        int[] inputStrides = new int[rank];
        for (int axis = rank - 1, stride = 1; axis >= 0; stride *= input.Shape[axis], axis--)
            inputStrides[axis] = stride;
        sizes = [.. node.Permutation.Select(axis => input.Shape[axis])];
        strides = [.. node.Permutation.Select(axis => inputStrides[axis])];
    }

    public string Kernel => "transpose";

    public long WeightBytes => 0;

    public int ScratchBytes => sizeof(int) * sizes.Length;

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> input = memory.Input(0);
        Span<byte> output = memory.Output;
        Span<int> index = MemoryMarshal.Cast<byte, int>(memory.Scratch)[..sizes.Length];
        index.Clear();
        int from = 0;
        for (int at = 0; at < output.Length; at += elementBytes)
        {
            input.Slice(from * elementBytes, elementBytes).CopyTo(output[at..]);
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < sizes[axis])
                    break;
                from -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
    }
}
