using EdgeCnn.Training.Execution;
using EdgeCnn.Training.Layers;

namespace EdgeCnn.Training.Optimizers;

/// <summary>Moves parameters against their gradients.</summary>
public interface IOptimizer
{
    /// <summary>The step size, which a schedule may change between steps.</summary>
    float LearningRate { get; set; }

    /// <summary>One step on all parameters, which must be the same ones each time.</summary>
    void Step(IReadOnlyList<Parameter> parameters, Crew crew);
}
