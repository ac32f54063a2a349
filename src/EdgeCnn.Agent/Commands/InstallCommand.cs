using EdgeCnn.Agent.Deployment;
using EdgeCnn.Agent.Selftest;
using EdgeCnn.Bundles;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent install</c>: a bundle in a slot of its own, proved on this board; nothing becomes active.</summary>
/// <param name="options">What was asked.</param>
/// <param name="output">Standard output.</param>
/// <param name="unit">The service; restarted only if an unfinished switch had to be taken back.</param>
/// <param name="check">Runs the new slot's selftest; another one in tests.</param>
internal sealed class InstallCommand(InstallOptions options, Stream output, IServiceUnit unit, Func<string, SelftestReport>? check = null)
{
    private readonly Func<string, SelftestReport> check = check ?? SlotCheck.Run;

    /// <returns>0.</returns>
    /// <exception cref="EdgeCnnException">The bundle is wrong (3), there is no room or another installation (4), or a check failed (5); nothing changed.</exception>
    public int Run()
    {
        // First, so that a wrong file costs no lock.
        using BundleReader bundle = BundleReader.Open(options.Bundle);
        using SlotStore store = SlotStore.Open(options.Root);
        if (store.Recovered is not null && options.Restart && unit.State() is not null)
            unit.Restart();
        SelftestReport? report = null;
        InstalledSlot slot = store.Install(bundle, Agent(store), folder => report = check(folder));
        int golden = report!.Checks.Where(each => each.Kernel is null && each.Name.EndsWith(".json", StringComparison.Ordinal)).Sum(each => each.Checked);
        SlotManifest manifest = slot.Manifest;
        new ReportOutput(output, options.Json).Result(
            new InstallReport(slot.Name, slot.IsNew, manifest.Model, manifest.ModelSha256, manifest.BundleSha256, manifest.AgentSha256, report.Kernels, report.Checks.Length, golden, store.Recovered),
            SlotReportJson.Default.InstallReport,
            $"{slot.Name}: {manifest.Model}, {(slot.IsNew ? "installed" : "was there already")}, {report.Checks.Length} checks passed, {golden} golden vectors equal with kernels {report.Kernels}\n"
            + $"not active yet: edgecnn-agent activate {slot.Name}");
        return (int)ExitCode.Ok;
    }

    private IAgentFiles Agent(SlotStore store)
    {
        if (File.Exists(options.Agent))
            return new AgentTar(options.Agent);
        if (options.Agent.Length == 0 && store.State.Active is { } active)
            return new AgentOfSlot(store.Layout, active);
        var folder = new AgentFolder(options.Agent.Length > 0 ? options.Agent : AppContext.BaseDirectory);
        // An equal one costs no room a second time.
        return store.State.Active is { } running && SlotStatus.Read(options.Root, verify: false).Slots.FirstOrDefault(slot => slot.Name == running)?.Manifest is { } manifest && manifest.AgentSha256 == folder.Sha256()
            ? new AgentOfSlot(store.Layout, running)
            : folder;
    }
}
