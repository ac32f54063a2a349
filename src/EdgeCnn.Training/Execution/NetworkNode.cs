using System.Collections.Immutable;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Execution;

/// <summary>A layer in its place. Values are numbered: 0 is the picture, node i gives value i + 1.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Index">Its number.</param>
/// <param name="Inputs">The values it reads.</param>
public sealed record NetworkNode(Layer Layer, int Index, ImmutableArray<int> Inputs)
{
    /// <summary>The value it gives.</summary>
    public int Output => Index + 1;
}
