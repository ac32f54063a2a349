using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of two tensors with broadcasting, several elements at a time.</summary>
internal sealed class VectorCombination<T, TOperation>(string name, BroadcastWalk walk) : IOperator
    where T : unmanaged
    where TOperation : struct, IVectorBinaryOperation<T>
{
    private readonly string name = name;
    private readonly BroadcastWalk walk = walk;

    public string Kernel => name;

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var a = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var b = MemoryMarshal.Cast<byte, T>(memory.Input(1));
        var y = MemoryMarshal.Cast<byte, T>(memory.Output);
        int at = 0;
        var place = walk.Begin();
        do
        {
            BinaryLoop.RunVector<T, TOperation>(place.Row(a, 0), place.Row(b, 1), y.Slice(at, walk.RowLength));
            at += walk.RowLength;
        }
        while (place.Next());
    }
}
