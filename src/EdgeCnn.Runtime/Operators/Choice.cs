using System.Runtime.InteropServices;

namespace EdgeCnn.Runtime.Operators;

/// <summary>Elements of one tensor or another, as a third says; with broadcasting.</summary>
internal sealed class Choice<T>(BroadcastWalk walk) : IOperator
    where T : unmanaged
{
    private readonly BroadcastWalk walk = walk;

    public string Kernel => "where";

    public long WeightBytes => 0;

    public int ScratchBytes => 0;

    public void Run(StepMemory memory)
    {
        ReadOnlySpan<byte> condition = memory.Input(0);
        var a = MemoryMarshal.Cast<byte, T>(memory.Input(1));
        var b = MemoryMarshal.Cast<byte, T>(memory.Input(2));
        var y = MemoryMarshal.Cast<byte, T>(memory.Output);
        int at = 0;
        var place = walk.Begin();
        do
        {
            Row(place.Row(condition, 0), place.Row(a, 1), place.Row(b, 2), y.Slice(at, walk.RowLength));
            at += walk.RowLength;
        }
        while (place.Next());
    }

    private static void Row(ReadOnlySpan<byte> condition, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
    {
        int step = condition.Length == 1 ? 0 : 1, stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        for (int i = 0; i < y.Length; i++)
            y[i] = condition[i * step] != 0 ? a[i * stepA] : b[i * stepB];
    }
}
