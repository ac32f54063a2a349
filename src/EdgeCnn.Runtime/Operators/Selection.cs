using System.Buffers.Binary;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Slices of a tensor, chosen by indices that the network computes.</summary>
internal sealed class Selection : IOperator
{
    private readonly string label;
    private readonly int axisSize;
    private readonly int outer;
    private readonly int sliceBytes;
    private readonly int indexBytes;

    public Selection(NetworkGraph graph, GatherNode node)
    {
        TensorInfo x = graph.Tensor(node.Inputs[0]);
        label = node.Label;
        axisSize = x.Shape[node.Axis];
        outer = new Shape([.. x.Shape.Dims[..node.Axis]]).Elements;
        sliceBytes = x.SizeBytes / outer / axisSize;
        indexBytes = graph.Tensor(node.Inputs[1]).Type.SizeBytes();
    }

    public string Kernel => "gather-computed";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> x = memory.Input(0), indices = memory.Input(1);
        Span<byte> y = memory.Output;
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<byte> from = x.Slice(o * axisSize * sliceBytes, axisSize * sliceBytes);
            for (int at = 0; at < indices.Length; at += indexBytes)
            {
                long index = indexBytes == 8 ? BinaryPrimitives.ReadInt64LittleEndian(indices[at..]) : BinaryPrimitives.ReadInt32LittleEndian(indices[at..]);
                if (index < -axisSize || index >= axisSize)
                    throw new EdgeCnnException($"{label}: the computed index {index} is out of range, expected {-axisSize}..{axisSize - 1}. Check the network's input.");
                from.Slice((int)(index < 0 ? index + axisSize : index) * sliceBytes, sliceBytes).CopyTo(y);
                y = y[sliceBytes..];
            }
        }
    }
}
