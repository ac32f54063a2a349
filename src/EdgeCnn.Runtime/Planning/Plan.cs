using System.Collections.Immutable;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Planning;

/// <summary>A network bound to kernels and memory: what the executor runs.</summary>
internal sealed record Plan
{
    public required KernelSet Kernels { get; init; }

    public required ImmutableArray<PlanStep> Steps { get; init; }

    public required ImmutableArray<PlanTensor> Inputs { get; init; }

    public required ImmutableArray<PlanTensor> Outputs { get; init; }

    /// <summary>Bytes of all activations, placed by lifetime.</summary>
    public required int ActivationBytes { get; init; }

    /// <summary>The least that any placement could reach.</summary>
    public required long ActivationLowerBound { get; init; }

    /// <summary>Bytes of the largest step's working memory, behind the activations.</summary>
    public required int ScratchBytes { get; init; }
}
