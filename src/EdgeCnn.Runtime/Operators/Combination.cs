using System.Runtime.InteropServices;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A function of two tensors, element by element, with broadcasting.</summary>
internal sealed class Combination<T, TResult, TOperation>(string name, BroadcastWalk walk) : IOperator
    where T : unmanaged
    where TResult : unmanaged
    where TOperation : struct, IBinaryOperation<T, TResult>
{
    public string Kernel => name;

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        var a = MemoryMarshal.Cast<byte, T>(memory.Input(0));
        var b = MemoryMarshal.Cast<byte, T>(memory.Input(1));
        var y = MemoryMarshal.Cast<byte, TResult>(memory.Output);
        for (int row = 0; row < walk.Rows; row++)
            BinaryLoop.Run<T, TResult, TOperation>(walk.Row(a, 0, row), walk.Row(b, 1, row), y.Slice(row * walk.RowLength, walk.RowLength));
    }
}
