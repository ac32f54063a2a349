using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace EdgeCnn.Tools.Report;

/// <summary>A core, by the name of its model in LLVM.</summary>
/// <param name="Model">What llvm-mca calls it.</param>
/// <param name="HasDot">True if it has SDOT.</param>
internal sealed record Core(string Model, bool HasDot)
{
    // LLVM 19 takes the Cortex-A72's model for the Cortex-A76, so the Neoverse N1 stands for it: the same core, made for servers.
    public static IReadOnlyList<Core> All { get; } = [new("cortex-a53", false), new("cortex-a72", false), new("neoverse-n1", true)];
}

/// <summary>What the model says of a piece of code that runs again and again, all its data in the first cache.</summary>
/// <param name="Cycles">Cycles for each time.</param>
/// <param name="LeastCycles">What its instructions would take if none waited for another.</param>
internal readonly record struct ModelTime(double Cycles, double LeastCycles);

/// <summary>llvm-mca, LLVM's static model of cores.</summary>
internal static class LlvmMca
{
    /// <summary>What the boards' cores understand.</summary>
    public const string Features = "+v8.2a,+dotprod,+fullfp16,+rcpc,+aes,+sha2";

    private const int Iterations = 200;

    /// <summary>The time of each piece, none for one without instructions; in its text, a branch goes to the label <c>start</c>.</summary>
    /// <param name="core">The core.</param>
    /// <param name="pieces">Instructions.</param>
    /// <param name="skipUnknown">True to leave out what the model has no time for, as atomic additions on the N1.</param>
    /// <exception cref="InvalidDataException">llvm-mca does not take a piece.</exception>
    public static IReadOnlyList<ModelTime> Measure(Core core, IEnumerable<IReadOnlyList<string>> pieces, bool skipUnknown = false)
    {
        var source = new StringBuilder("start:\n");
        int count = 0;
        bool any = false;
        foreach (IReadOnlyList<string> piece in pieces)
        {
            if (piece.Count > 0)
                source.Append($"# LLVM-MCA-BEGIN {count}\n").AppendJoin('\n', piece).Append("\n# LLVM-MCA-END\n");
            any |= piece.Count > 0;
            count++;
        }

        var times = new ModelTime[count];
        if (!any)
            return times;
        using JsonDocument result = JsonDocument.Parse(Run(core, source.ToString(), skipUnknown));
        foreach (JsonElement region in result.RootElement.GetProperty("CodeRegions").EnumerateArray())
        {
            JsonElement summary = region.GetProperty("SummaryView");
            times[int.Parse(region.GetProperty("Name").GetString()!)] = new ModelTime(
                summary.GetProperty("TotalCycles").GetDouble() / Iterations, summary.GetProperty("BlockRThroughput").GetDouble());
        }

        return times;
    }

    private static string Run(Core core, string source, bool skipUnknown)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, source);
            // A call's own time is that of the blocks that it runs, so it costs no more than a branch here.
            var start = new ProcessStartInfo("llvm-mca-19", ["-mtriple=aarch64", $"-mcpu={core.Model}", $"-mattr={Features}", $"-iterations={Iterations}", "-call-latency=1", "-instruction-info=0", "-resource-pressure=0", $"-skip-unsupported-instructions={(skipUnknown ? "lack-sched" : "none")}", "-json", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> messages = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidDataException($"llvm-mca on {core.Model}: {string.Join('\n', messages.Result.Split('\n').SkipWhile(line => !line.Contains("error", StringComparison.Ordinal))).Trim()}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
