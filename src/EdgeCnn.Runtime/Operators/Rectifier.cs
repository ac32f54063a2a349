using System.Runtime.InteropServices;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>An activation that no layer before it could take into its store.</summary>
internal sealed class Rectifier(NetworkGraph graph, ActivationNode node) : IOperator
{
    private readonly TensorInfo info = graph.Tensor(node.Output);
    private readonly (float Minimum, float Maximum) bounds = node.Kind.Bounds();
    private readonly (int Minimum, int Maximum) codeBounds = graph.Tensor(node.Output).Type.IsCode() ? node.Kind.CodeBounds(graph.Tensor(node.Output)) : default;

    public string Kernel => "clamp";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public bool CanRunInPlace(int input) => true;

    public double SharedCycles => 0.2 * info.SizeBytes;

    public void Run(StepMemory memory)
    {
        Range own = memory.OwnBytes(info.SizeBytes);
        ReadOnlySpan<byte> input = memory.Input(0)[own];
        Span<byte> output = memory.Output[own];
        if (info.Type == DataType.Float32)
        {
            Clamp.Run(MemoryMarshal.Cast<byte, float>(input), bounds.Minimum, bounds.Maximum, MemoryMarshal.Cast<byte, float>(output));
            return;
        }

        var (minimum, maximum) = codeBounds;
        if (info.Type == DataType.Int8)
            Clamp.Run(MemoryMarshal.Cast<byte, sbyte>(input), (sbyte)minimum, (sbyte)maximum, MemoryMarshal.Cast<byte, sbyte>(output));
        else
            Clamp.Run(input, (byte)minimum, (byte)maximum, output);
    }
}
