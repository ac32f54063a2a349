using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Runtime.Operators;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Execution;

/// <summary>Runs a plan's steps in their order on one arena; allocates nothing.</summary>
internal sealed class Executor
{
    private readonly Plan plan;
    private readonly byte[] memory;
    private readonly int start;
    private readonly long[]? ticks;

    public Executor(Plan plan, bool profile)
    {
        this.plan = plan;
        // Pinned, so that the alignment of the first byte holds for good.
        memory = GC.AllocateArray<byte>(plan.ActivationBytes + plan.ScratchBytes + ArenaPlanner.Alignment, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        start = (int)(-address & (ArenaPlanner.Alignment - 1));
        ticks = profile ? new long[plan.Steps.Length] : null;
    }

    /// <summary>Stopwatch ticks of each step of the last run, or empty.</summary>
    public ReadOnlySpan<long> StepTicks => ticks;

    public void SetInput(int index, ReadOnlySpan<byte> values, bool flipSign)
    {
        PlanTensor input = plan.Inputs[index];
        Span<byte> to = memory.AsSpan(start + input.Offset, input.Bytes);
        if (flipSign)
            FlipSign.Run(values, to);
        else
            values.CopyTo(to);
    }

    public void GetOutput(int index, Span<byte> values, bool flipSign)
    {
        ReadOnlySpan<byte> from = plan.Outputs[index].In(memory.AsSpan(start));
        if (flipSign)
            FlipSign.Run(from, values);
        else
            from.CopyTo(values);
    }

    public void Run()
    {
        Span<byte> arena = memory.AsSpan(start), scratch = arena.Slice(plan.ActivationBytes, plan.ScratchBytes);
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            PlanStep step = plan.Steps[i];
            long begin = ticks is null ? 0 : Stopwatch.GetTimestamp();
            step.Operator.Run(new StepMemory(arena, step.Inputs, step.Output, scratch, WorkPart.Whole));
            if (ticks is not null)
                ticks[i] = Stopwatch.GetTimestamp() - begin;
        }
    }
}
