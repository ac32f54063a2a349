using EdgeCnn.Graph;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>A layer and how near it comes to what the core could do.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Output">What it writes, for example <c>UInt8[1,28,28,32]</c>.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Us">Median microseconds, one thread.</param>
/// <param name="Macs">Multiply-adds; 0 for operations that are not counted so.</param>
/// <param name="Bytes">Packed weights, inputs and output, each once.</param>
/// <param name="BoundUs">What it must take at least by the roof.</param>
/// <param name="LimitedBy"><c>products</c>, or the level that the bytes come from, for example <c>L2</c>.</param>
/// <param name="Roofline"><paramref name="BoundUs"/> divided by <paramref name="Us"/>: 1 is as fast as the core can. Winograd's kernels, which need fewer products, may be above.</param>
internal sealed record BenchLayer(string Node, string Op, string Output, string Kernel, double Us, long Macs, long Bytes, double BoundUs, string LimitedBy, double Roofline)
{
    /// <summary>Bounds a step by the roof.</summary>
    /// <param name="step">The step.</param>
    /// <param name="us">What it took.</param>
    /// <param name="roof">What the core can do.</param>
    /// <param name="modelBytes">All packed weights and the arena, which tells where weights lie from one run to the next.</param>
    /// <remarks>Source: Williams, Waterman &amp; Patterson 2009: attainable = min(peak, intensity · bandwidth). Stores count like loads, and no level's time is added to another's products.</remarks>
    public static BenchLayer Of(PlanStepSummary step, double us, Roof roof, long modelBytes)
    {
        long activations = step.Output.Bytes + step.Inputs.Sum(input => input.Bytes);
        bool isInt8 = step.Inputs.Any(input => input.Type.IsCode());
        RoofLevel weightsFrom = roof.LevelOf(modelBytes), activationsFrom = roof.LevelOf(activations + step.WeightBytes);
        double products = step.MultiplyAdds / ((isInt8 ? roof.Int8GmacS : roof.F32GmacS) * 1e3);
        double weightBytes = step.WeightBytes / (weightsFrom.GbyteS * 1e3), activationBytes = activations / (activationsFrom.GbyteS * 1e3);
        double bound = Math.Max(products, weightBytes + activationBytes);
        string limit = bound == products && products > 0 ? "products" : weightBytes > activationBytes ? weightsFrom.Name : activationsFrom.Name;
        return new BenchLayer(step.Node, step.Op, $"{step.Output}", step.Kernel, us, step.MultiplyAdds, step.WeightBytes + activations, Math.Round(bound, 2), limit, us > 0 ? Math.Round(bound / us, 3) : 0);
    }
}
