using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Planning;

/// <summary>An operator with its place in the arena.</summary>
/// <param name="Of">What it computes.</param>
/// <param name="Operator">What computes it.</param>
/// <param name="Inputs">What it reads, in the node's order; a <see cref="LinearNode"/>'s weights and bias are the operator's own and not among them, what it adds comes last.</param>
/// <param name="Output">What it writes.</param>
/// <param name="MultiplyAdds">Of one run.</param>
/// <param name="Parameters">Elements of the constants that it reads.</param>
/// <param name="Parts">Into how many parts it is cut for the plan's threads; 1 for a step that one thread runs alone.</param>
internal sealed record PlanStep(PlanNode Of, IOperator Operator, ImmutableArray<PlanTensor> Inputs, PlanTensor Output, long MultiplyAdds, long Parameters, int Parts)
{
    /// <summary>The node that it computes, or the layer with an addition behind it.</summary>
    public Node Node => Of.Node;
}

/// <summary>A tensor with its place in the arena, or outside it where it is a constant.</summary>
/// <param name="Info">As the kernels see it.</param>
/// <param name="Offset">First byte in the arena; −1 for a constant.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PlanTensor(TensorInfo Info, int Offset, int Bytes)
{
    /// <summary>The tensor whose values it has: another one where Reshapes lie between.</summary>
    public required string Origin { get; init; }

    /// <summary>A constant's values, as they lie in the model.</summary>
    public ReadOnlyMemory<byte>? Constant { get; init; }

    /// <summary>What is told of it.</summary>
    public PlanTensorSummary Summary => new(Info.Name, Origin, Info.Type, Info.Shape, Bytes, Constant is null ? Offset : null);

    /// <summary>Its bytes, for reading.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> arena) => Constant is { } values ? values.Span : arena.Slice(Offset, Bytes);
}
