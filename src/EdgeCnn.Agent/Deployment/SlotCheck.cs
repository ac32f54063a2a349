using System.Text.Json;
using EdgeCnn.Agent.Selftest;
using EdgeCnn.Bundles.Golden;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Deployment;

/// <summary>Runs the selftest of a new slot's own agent on this board, with the golden vectors that came with the model.</summary>
internal static class SlotCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Checks a slot.</summary>
    /// <exception cref="EdgeCnnException">The agent does not run here, or a check failed (<see cref="ExitCode.CheckFailed"/>).</exception>
    public static SelftestReport Run(string slotFolder)
    {
        bool golden = Directory.EnumerateFiles(slotFolder, $"*{GoldenSet.ManifestEnding}", SearchOption.AllDirectories).Any();
        string program = SlotLayout.AgentProgram(slotFolder);
        ChildRun run = ChildRun.Of(program, ["selftest", "--quick", "--json", .. golden ? (string[])["--golden", slotFolder] : []], Patience);
        SelftestReport report = Parse(run) ?? throw new EdgeCnnException(
            $"the new agent does not run on this board: 'edgecnn-agent selftest' left with {run.Code}: {Shown(run)} Publish it for this board: deploy/publish.sh linux-arm64 agent.",
            ExitCode.CheckFailed);
        if (report.Checks.FirstOrDefault(check => !check.Passed) is { } failed)
            throw new EdgeCnnException($"selftest of the new slot: {failed.Name.Replace(slotFolder, "", StringComparison.Ordinal)}: {failed.Detail.TrimEnd('.')}. Nothing was installed. Pack the bundle again; if it stays so, report what 'edgecnn-agent selftest' says.", ExitCode.CheckFailed);
        return report.Passed && run.Code == 0 ? report : throw new EdgeCnnException($"selftest of the new slot left with {run.Code}: {Shown(run)}", ExitCode.CheckFailed);
    }

    private static SelftestReport? Parse(ChildRun run)
    {
        try
        {
            return JsonSerializer.Deserialize(run.Output, SelftestJson.Default.SelftestReport) is { Checks: not null } report ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shown(ChildRun run)
    {
        string text = (run.Error.Length > 0 ? run.Error : run.Output).Trim().ReplaceLineEndings(" ");
        return text.Length > 400 ? text[..400] + "…" : text;
    }
}
