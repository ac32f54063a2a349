using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Moves parameters against their gradients.</summary>
public interface IOptimizer
{
    /// <summary>One step on all parameters, which must be the same ones each time.</summary>
    void Step(IReadOnlyList<Parameter> parameters, Slices slices);
}
