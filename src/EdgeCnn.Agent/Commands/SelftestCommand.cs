using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using EdgeCnn.Agent.Selftest;
using EdgeCnn.Devices.Board;
using EdgeCnn.Graph;
using EdgeCnn.Kernels;
using EdgeCnn.Runtime;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent selftest</c>: does this processor compute what it must?</summary>
internal sealed class SelftestCommand(SelftestOptions options, Stream output)
{
    /// <returns>0, or 5 if a check failed.</returns>
    public int Run()
    {
        KernelSet[] sets = options.Kernels is null ? [.. KernelSets.Supported] : [KernelChoice.Of(options.Kernels)];
        // Asked first: a folder without vectors should not cost the time of the kernels.
        string[] manifests = options.Golden.Length == 0 ? [] : GoldenCheck.Find(options.Golden);
        string board = new BoardInfo().Model(), architecture = $"{RuntimeInformation.ProcessArchitecture}", supported = string.Join(", ", KernelSets.Supported);
        Line($"{board}, {architecture}, kernels {supported}");
        var checks = new List<SelftestCheck>();
        foreach (SelftestCheck check in sets.SelectMany(set => options.Quick ? KernelCheck.Quick(set) : KernelCheck.Run(set)))
            Add(check);
        foreach (string manifest in manifests)
            Add(GoldenCheck.Run(manifest, sets[0].Name));
        int failed = checks.Count(check => !check.Passed);
        Line($"{checks.Count - failed} passed, {failed} failed");
        if (options.Json)
            output.Write([.. JsonSerializer.SerializeToUtf8Bytes(new SelftestReport(failed == 0, board, architecture, [.. KernelSets.Supported.Select(set => set.Name)], sets[0].Name, [.. checks]), SelftestJson.Default.SelftestReport), (byte)'\n']);
        return (int)(failed == 0 ? ExitCode.Ok : ExitCode.CheckFailed);

        void Add(SelftestCheck check)
        {
            checks.Add(check);
            Line($"{check}");
        }
    }

    private void Line(string text)
    {
        if (!options.Json)
            output.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
