using System.Collections.Immutable;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Planning;

/// <summary>An operator with its place in the arena; inputs are the activations, constants are the operator's own.</summary>
internal sealed record PlanStep(Node Node, IOperator Operator, ImmutableArray<PlanTensor> Inputs, PlanTensor Output, long MultiplyAdds);

/// <summary>A tensor with its place in the arena.</summary>
/// <param name="Info">As the kernels see it.</param>
/// <param name="Offset">First byte in the arena.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PlanTensor(TensorInfo Info, int Offset, int Bytes);
