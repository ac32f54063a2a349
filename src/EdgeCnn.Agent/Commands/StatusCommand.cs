using System.Text;
using EdgeCnn.Agent.Deployment;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Commands;

/// <summary><c>edgecnn-agent status</c>: what is installed, what runs, and how it is.</summary>
internal sealed class StatusCommand(StatusOptions options, Stream output, IServiceUnit unit)
{
    /// <returns>0, or 5 if a slot is not whole.</returns>
    public int Run()
    {
        SlotStatus status = SlotStatus.Read(options.Root, options.Verify);
        var report = new StatusReport(status.Root, status.State.Active, status.State.Previous, status.State.Pending, status.State.Failed, [.. status.Slots.Select(SlotFacts.Of)], unit.Name, unit.State());
        new ReportOutput(output, options.Json).Result(report, SlotReportJson.Default.StatusReport, Text(report));
        return (int)(report.Slots.All(slot => slot.Fault is null) ? ExitCode.Ok : ExitCode.CheckFailed);
    }

    private static string Text(StatusReport report)
    {
        var text = new StringBuilder($"{report.Root}: {(report.Slots.Length == 0 ? "nothing is installed" : $"{report.Slots.Length} slots")}\n");
        foreach (SlotFacts slot in report.Slots)
        {
            string role = slot.Name == report.Pending?.Slot ? "pending" : slot.Name == report.Active ? "active" : slot.Name == report.Previous ? "previous" : "";
            text.Append(slot.Fault is null
                ? $"{role,-9}{slot.Name}  {slot.Model}, model {slot.ModelSha256?[..12]}, agent {slot.AgentSha256?[..12]}, packed {slot.Packed:yyyy-MM-dd HH:mm}\n"
                : $"{role,-9}{slot.Name}  FAULT: {slot.Fault}\n");
        }

        if (report.Failed is { } failed)
            text.Append($"taken back: {failed.Slot}, {failed.When:yyyy-MM-dd HH:mm}: {failed.Reason}\n");
        text.Append(report.Service is { } service ? $"{report.Unit}: {service.Active} ({service.Sub}), started again {service.Restarts} times" : $"{report.Unit}: no such service");
        return text.ToString();
    }
}
