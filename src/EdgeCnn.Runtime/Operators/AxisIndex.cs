using System.Runtime.CompilerServices;

namespace EdgeCnn.Runtime.Operators;

/// <summary>A number for each axis that a tensor may have, on the stack: the place of a walk belongs to one run, never to the operator, which forks share.</summary>
[InlineArray(EdgeCnn.Graph.Shape.MaxRank)]
internal struct AxisIndex
{
    private int first;
}
