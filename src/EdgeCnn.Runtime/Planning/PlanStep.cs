using EdgeCnn.Graph;
using EdgeCnn.Graph.Nodes;
using EdgeCnn.Runtime.Operators;

namespace EdgeCnn.Runtime.Planning;

/// <summary>An operator with its place in the arena.</summary>
internal sealed record PlanStep(Node Node, IOperator Operator, PlanTensor Input, PlanTensor Output, long MultiplyAdds);

/// <summary>A tensor with its place in the arena.</summary>
/// <param name="Info">As the kernels see it.</param>
/// <param name="Offset">First byte in the arena.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PlanTensor(TensorInfo Info, int Offset, int Bytes);
