using System.Diagnostics;
using System.Globalization;
using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Runtime.Planning;

/// <summary>Writes a plan as a table of plain text.</summary>
internal static class PlanTable
{
    public static string Write(NetworkGraph graph, Plan plan, ReadOnlySpan<long> ticks)
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"{graph.Name}: {plan.Steps.Sum(step => step.MultiplyAdds):N0} multiply-adds, {graph.Parameters:N0} parameters, kernels {plan.Kernels}\n");
        text.Append(culture, $"{"step",4}  {"operator",-17} {"result",-34} {"kernel",-28} {"MACs",12} {"weights",9} {"arena at",9}{(ticks.IsEmpty ? "" : "µs"),9}\n");
        for (int i = 0; i < plan.Steps.Length; i++)
        {
            PlanStep step = plan.Steps[i];
            string time = ticks.IsEmpty ? "" : (ticks[i] * 1e6 / Stopwatch.Frequency).ToString("F1", culture);
            text.Append(culture, $"{i,4}  {step.Node.Op,-17} {step.Output.Info,-34} {step.Operator.Kernel,-28} {step.MultiplyAdds,12:N0} {step.Operator.WeightBytes,9:N0} {step.Output.Offset,9:N0}{time,9}\n");
        }

        text.Append(culture, $"arena {plan.ActivationBytes:N0} bytes of activations (no placement can do with less than {plan.ActivationLowerBound:N0}), {plan.ScratchBytes:N0} of scratch\n");
        return text.ToString();
    }
}
