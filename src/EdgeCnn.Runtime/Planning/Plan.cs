using System.Collections.Immutable;
using EdgeCnn.Kernels;

namespace EdgeCnn.Runtime.Planning;

/// <summary>A network bound to kernels and memory: what the executor runs.</summary>
internal sealed record Plan
{
    public required string Name { get; init; }

    public required KernelSet Kernels { get; init; }

    public required ImmutableArray<PlanStep> Steps { get; init; }

    public required ImmutableArray<PlanTensor> Inputs { get; init; }

    public required ImmutableArray<PlanTensor> Outputs { get; init; }

    /// <summary>Elements of all constants that the steps read.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes of all activations, placed by lifetime.</summary>
    public required int ActivationBytes { get; init; }

    /// <summary>The least that any placement could reach.</summary>
    public required long ActivationLowerBound { get; init; }

    /// <summary>Bytes of the largest step's working memory for one thread; behind the activations.</summary>
    public required int ScratchBytes { get; init; }

    /// <summary>Threads that may share a step; each has working memory of its own.</summary>
    public required int Threads { get; init; }

    /// <summary>What is told of it.</summary>
    public PlanSummary Summarize() => new()
    {
        Name = Name,
        Kernels = Kernels.Name,
        Inputs = [.. Inputs.Select(input => input.Summary)],
        Outputs = [.. Outputs.Select(output => output.Summary)],
        Steps = [.. Steps.Select((step, index) => new PlanStepSummary
        {
            Index = index,
            Op = step.Of.Op,
            Node = step.Node.Name,
            Inputs = [.. step.Inputs.Select(input => input.Summary)],
            Output = step.Output.Summary,
            Kernel = step.Operator.Kernel,
            Candidates = step.Operator.Candidates,
            MultiplyAdds = step.MultiplyAdds,
            Parameters = step.Parameters,
            WeightBytes = step.Operator.WeightBytes,
            ScratchBytes = step.Operator.ScratchBytes,
            Parts = step.Parts,
        })],
        Parameters = Parameters,
        ActivationBytes = ActivationBytes,
        ActivationLowerBound = ActivationLowerBound,
        ScratchBytes = ScratchBytes,
    };
}
