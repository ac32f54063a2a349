using System.Collections.Immutable;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime.Planning;

namespace EdgeCnn.Runtime.Operators;

/// <summary>The arena as one step sees it.</summary>
internal readonly ref struct StepMemory(Span<byte> arena, ImmutableArray<PlanTensor> inputs, PlanTensor output, Span<byte> scratch, WorkPart part)
{
    private readonly Span<byte> arena = arena;

    /// <summary>What the step writes.</summary>
    public Span<byte> Output { get; } = arena.Slice(output.Offset, output.Bytes);

    /// <summary>The share of the output to compute, where the operator splits.</summary>
    public WorkPart Part { get; } = part;

    /// <summary>Working memory of the plan's largest step, this thread's own.</summary>
    public Span<byte> Scratch { get; } = scratch;

    /// <summary>This part of the output's bytes, for operators that compute each element from those in its own place.</summary>
    public Range OwnBytes(int length)
    {
        var (first, end) = Part.OfBlocks(length, ArenaPlanner.Alignment);
        return first..end;
    }

    /// <summary>What the step reads, in the node's order, constants too; of a layer with weights only the activation.</summary>
    public ReadOnlySpan<byte> Input(int index) => inputs[index].In(arena);
}
