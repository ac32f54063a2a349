using System.Collections.Immutable;

namespace EdgeCnn.Runtime;

/// <summary>How a session runs its model: steps, kernels, memory. The data behind every table and picture of a plan.</summary>
public sealed record PlanSummary
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The kernel set's name.</summary>
    public required string Kernels { get; init; }

    /// <summary>What the model takes, as the kernels see it.</summary>
    public required ImmutableArray<PlanTensorSummary> Inputs { get; init; }

    /// <summary>What the model gives, as the kernels see it.</summary>
    public required ImmutableArray<PlanTensorSummary> Outputs { get; init; }

    /// <summary>The steps in the order in which they run; a Reshape is none, since it only renames bytes.</summary>
    public required ImmutableArray<PlanStepSummary> Steps { get; init; }

    /// <summary>Multiply-adds of one run.</summary>
    public long MultiplyAdds => Steps.Sum(step => step.MultiplyAdds);

    /// <summary>Elements of all constants that the steps read, each counted once.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes of constants that the steps hold in packed form.</summary>
    public long PackedWeightBytes => Steps.Sum(step => step.WeightBytes);

    /// <summary>Bytes of all activations, placed by lifetime: the peak.</summary>
    public required long ActivationBytes { get; init; }

    /// <summary>The activations in use at the busiest step: no placement can do with less.</summary>
    public required long ActivationLowerBound { get; init; }

    /// <summary>Bytes of the largest step's working memory, which lies behind the activations.</summary>
    public required long ScratchBytes { get; init; }

    /// <summary>Bytes of memory that each session and each fork has for itself.</summary>
    public long ArenaBytes => ActivationBytes + ScratchBytes;
}
