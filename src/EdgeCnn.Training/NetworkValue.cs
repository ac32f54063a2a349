using EdgeCnn.Graph;

namespace EdgeCnn.Training;

/// <summary>What a layer of a network gives, or its picture.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Shape">For one picture.</param>
public readonly record struct NetworkValue(int Index, Shape Shape);
