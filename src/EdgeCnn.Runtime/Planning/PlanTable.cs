using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EdgeCnn.Runtime.Planning;

/// <summary>Writes a plan as a table of plain text.</summary>
internal static class PlanTable
{
    private const int MaxName = 32;

    public static string Write(PlanSummary plan, ReadOnlySpan<long> ticks)
    {
        string[][] rows = new string[plan.Steps.Length + 1][];
        rows[0] = ["step", "operator", "result", "", "kernel", "MACs", "weights", "arena at ", "bytes", ticks.IsEmpty ? "" : "µs"];
        for (int i = 0; i < plan.Steps.Length; i++)
            rows[i + 1] = Row(plan.Steps[i], ticks.IsEmpty ? "" : Text($"{ticks[i] * 1e6 / Stopwatch.Frequency:F1}"));

        // Names to the left, numbers to the right; the step's number is one.
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length) * (column is > 0 and < 5 ? 1 : -1))];
        var text = new StringBuilder(Text($"{plan.Name}: {plan.MultiplyAdds:N0} multiply-adds, {plan.Parameters:N0} parameters, kernels {plan.Kernels}\n"));
        foreach (string[] row in rows)
            text.Append(string.Join("  ", row.Zip(widths, (cell, width) => width < 0 ? cell.PadLeft(-width) : cell.PadRight(width))).TrimEnd()).Append('\n');
        text.Append(Text($"arena {plan.ActivationBytes:N0} bytes of activations (no placement can do with less than {plan.ActivationLowerBound:N0}), {plan.ScratchBytes:N0} of scratch; {plan.PackedWeightBytes:N0} bytes of packed weights; = marks a step in place\n"));
        return text.ToString();
    }

    private static string[] Row(PlanStepSummary step, string time) =>
    [
        Text($"{step.Index}"),
        step.Op,
        Short(step.Output.Name),
        step.Output.ToString(),
        step.Kernel,
        Text($"{step.MultiplyAdds:N0}"),
        Text($"{step.WeightBytes:N0}"),
        Text($"{step.Output.ArenaOffset:N0}{(step.InPlace ? "=" : " ")}"),
        Text($"{step.Output.Bytes:N0}"),
        time,
    ];

    // The end of a long name says more than its beginning.
    private static string Short(string name) => name.Length <= MaxName ? name : $"…{name[^(MaxName - 1)..]}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
