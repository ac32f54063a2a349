using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeCnn.Kernels;
using EdgeCnn.Kernels.Elementwise;
using EdgeCnn.Runtime.Operators;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Execution;

/// <summary>Runs a plan's steps in their order on one arena, large steps with the help of the process's <see cref="WorkerPool"/>; allocates nothing.</summary>
internal sealed class Executor : IPartedWork
{
    private readonly Plan plan;
    private readonly byte[] memory;
    private readonly int start;
    private readonly long[]? ticks;
    private readonly bool shares;

    public Executor(Plan plan, bool profile)
    {
        this.plan = plan;
        // Pinned, so that the alignment of the first byte holds for good.
        memory = GC.AllocateArray<byte>(plan.ActivationBytes + (plan.Threads * plan.ScratchBytes) + ArenaPlanner.Alignment, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        start = (int)(-address & (ArenaPlanner.Alignment - 1));
        shares = plan.Steps.Any(step => step.Parts > 1);
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
        WorkerPool? pool = shares && WorkerPool.Shared.TryBorrow(this) ? WorkerPool.Shared : null;
        try
        {
            for (int i = 0; i < plan.Steps.Length; i++)
            {
                long begin = ticks is null ? 0 : Stopwatch.GetTimestamp();
                if (pool is not null && plan.Steps[i].Parts > 1)
                    pool.Run(i, plan.Steps[i].Parts, plan.Threads - 1);
                else
                    RunPart(i, WorkPart.Whole, 0);
                if (ticks is not null)
                    ticks[i] = Stopwatch.GetTimestamp() - begin;
            }
        }
        finally
        {
            pool?.Return();
        }
    }

    /// <inheritdoc/>
    public void RunPart(int step, WorkPart part, int thread)
    {
        PlanStep run = plan.Steps[step];
        Span<byte> arena = memory.AsSpan(start);
        run.Operator.Run(new StepMemory(arena, run.Inputs, run.Output, arena.Slice(plan.ActivationBytes + (thread * plan.ScratchBytes), plan.ScratchBytes), part));
    }
}
