using EdgeCnn.Graph;
using EdgeCnn.Kernels.Elementwise;

namespace EdgeCnn.Agent.Decisions;

/// <summary>First rule: from what a model gives to probabilities. Softmax over classes, or a sigmoid for each label; logits are divided by a temperature before that.</summary>
/// <remarks>
/// Units: temperature 1 leaves the model's own confidence, above 1 lowers it.
/// Source: Guo et al. 2017, "On Calibration of Modern Neural Networks", §4.2.
/// </remarks>
/// <param name="softmax">True for classes of which one is right, false for labels of which any may be.</param>
/// <param name="given">True if the model's last node makes probabilities itself.</param>
internal sealed class ProbabilityRule(bool softmax, bool given)
{
    // ln(Least) / T stays a number that softmax can take.
    private const float Least = 1e-30f;

    /// <summary>The rule of a network with this contract.</summary>
    public static ProbabilityRule Of(NetworkGraph graph) =>
        IsSoftmax(graph.Contract!) ? new(softmax: true, graph.EndsInSoftmax) : new(softmax: false, graph.EndsInSigmoid);

    /// <summary>True if exactly one class is right: multiclass models, and binary ones with an output for each of two classes.</summary>
    public static bool IsSoftmax(InputContract contract) =>
        contract.Task == ModelTask.Multiclass || (contract.Task == ModelTask.Binary && contract.Labels.Length == 2);

    /// <summary>Turns outputs into probabilities, in place; what is not finite gives NaN.</summary>
    public void Apply(Span<float> values, float temperature)
    {
        if (given && temperature == 1)
            return;
        if (softmax)
        {
            foreach (ref float value in values)
                value = (given ? Logarithm(value) : value) / temperature;
            Softmax.Run(values, values);
            return;
        }

        foreach (ref float value in values)
            value = Sigmoid((given ? Logarithm(value) - Logarithm(1 - value) : value) / temperature);
    }

    private static float Sigmoid(float x) => float.IsFinite(x) ? 1 / (1 + Softmax.Exp(-x)) : float.NaN;

    private static float Logarithm(float p) => (float)ElementaryFunctions.Log(MathF.Max(p, Least));
}
