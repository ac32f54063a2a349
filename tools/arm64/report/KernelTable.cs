using System.Text;

namespace EdgeCnn.Tools.Report;

/// <summary>The report on micro-kernels as text.</summary>
internal static class KernelTable
{
    public static string Write(KernelReport report)
    {
        var text = new StringBuilder();
        text.Append($"{"inner loop",-42} {"instr",5} {"MAC",5} {"load",4} {"store",5} {"move",4} {"spill",5}  {"core",-11} {"cycles",7} {"MAC/cycle",9} {"peak",5} {"%",4}  bound (cycles of loads, of MACs)\n");
        foreach (KernelLoop loop in report.Loops.OrderBy(loop => loop.Kernel, StringComparer.Ordinal).ThenByDescending(loop => loop.IsMain))
        {
            string name = $"{loop.Kernel}{(loop.IsMain && loop.Method == "Run" ? "" : $", {loop.Method}")}{(loop.IsLoop ? "" : ", whole code")}";
            string left = $"{name,-42} {loop.Instructions,5} {loop.Macs,5} {loop.Loads,4} {loop.Stores,5} {loop.Moves,4} {loop.Spills,5}";
            foreach (CoreFigures core in loop.Cores)
            {
                string share = loop.Macs == 0 ? $"{"-",9} {"-",5} {"-",4}" : $"{core.MacPerCycle,9:F2} {core.Peak,5:0.#} {core.Percent,4:F0}";
                text.Append($"{left,-78}  {core.Core,-11} {core.Cycles,7:F1} {share}  {core.Bound} ({core.LoadCycles:0.#}, {core.MacCycles:0.#})\n");
                left = "";
            }

            if (loop.SameAs.Count > 0)
                text.Append($"    the same code: {string.Join(", ", loop.SameAs)}\n");
        }

        text.Append('\n');
        foreach (Check check in report.Checks)
            text.Append($"{(check.Met ? "pass" : "FAIL")}  {check.What}: {check.Found}\n");
        return text.Append($"{report.Checks.Count(check => check.Met)} passed, {report.Checks.Count(check => !check.Met)} failed").ToString();
    }
}
