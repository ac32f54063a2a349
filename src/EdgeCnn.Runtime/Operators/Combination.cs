using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of two tensors, element by element, with broadcasting.</summary>
internal sealed class Combination<T, TResult, TOperation>(string name, BroadcastWalk walk) : IOperator
    where T : unmanaged
    where TResult : unmanaged
    where TOperation : struct, IBinaryOperation<T, TResult>
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
        var y = MemoryMarshal.Cast<byte, TResult>(memory.Output);
        int at = 0;
        var place = walk.Begin();
        do
        {
            BinaryLoop.Run<T, TResult, TOperation>(place.Row(a, 0), place.Row(b, 1), y.Slice(at, walk.RowLength));
            at += walk.RowLength;
        }
        while (place.Next());
    }
}
