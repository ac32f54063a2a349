using System.Collections.Immutable;

namespace EdgeCnn.Runtime;

/// <summary>One step of a plan.</summary>
public sealed record PlanStepSummary
{
    /// <summary>Its place in the order, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The operator, for example <c>Conv2d</c>; a layer that adds another branch in its store is <c>Conv2d+Add</c>.</summary>
    public required string Op { get; init; }

    /// <summary>The node's name; of a layer and its addition the layer's.</summary>
    public required string Node { get; init; }

    /// <summary>What it reads, in the node's order, without a layer's weights and bias; what a layer adds comes last.</summary>
    public required ImmutableArray<PlanTensorSummary> Inputs { get; init; }

    /// <summary>What it writes.</summary>
    public required PlanTensorSummary Output { get; init; }

    /// <summary>The kernel's name.</summary>
    public required string Kernel { get; init; }

    /// <summary>Names of the kernels that could compute it, cheapest by estimate first; empty where there is no choice.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    /// <summary>Multiply-adds of one run; 0 for operations that are not counted so.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Elements of the constants that it reads.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes of constants that it holds in packed form.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Bytes of working memory while it runs.</summary>
    public required long ScratchBytes { get; init; }

    /// <summary>Into how many parts it is cut for the session's threads.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>True if its result lies where one of its inputs lay.</summary>
    public bool InPlace => Inputs.Any(input => input.ArenaOffset == Output.ArenaOffset);
}
