using System.Text.Json.Serialization;
using EdgeCnn.Bundles.Slots;

namespace EdgeCnn.Agent.Deployment;

/// <summary>What <c>install --json</c> prints.</summary>
/// <param name="Slot">The slot's name.</param>
/// <param name="IsNew">False if an equal one was there.</param>
/// <param name="Model">The model's name.</param>
/// <param name="ModelSha256">The model file's hash.</param>
/// <param name="BundleSha256">The hash of the bundle's manifest.</param>
/// <param name="AgentSha256">The hash over the agent's files.</param>
/// <param name="Kernels">The kernel set that golden vectors ran with.</param>
/// <param name="Checks">How many checks of the selftest passed.</param>
/// <param name="GoldenVectors">How many golden vectors gave equal bytes.</param>
/// <param name="Recovered">The switch that was taken back first, or null.</param>
internal sealed record InstallReport(string Slot, bool IsNew, string Model, string ModelSha256, string BundleSha256, string AgentSha256, string Kernels, int Checks, int GoldenVectors, SlotFailure? Recovered);

/// <summary>What <c>activate --json</c> and <c>rollback --json</c> print.</summary>
/// <param name="Ok">True if the slot that was wanted is active and well.</param>
/// <param name="Slot">The slot that was wanted.</param>
/// <param name="Active">The slot that is active now, or null.</param>
/// <param name="Previous">The one before, or null.</param>
/// <param name="Health">How the service was, or null where nobody looked.</param>
/// <param name="Failed">The switch that was taken back, or null.</param>
/// <param name="Detail">What happened.</param>
internal sealed record ActivateReport(bool Ok, string? Slot, string? Active, string? Previous, HealthReport? Health, SlotFailure? Failed, string Detail);

/// <summary>What <c>status --json</c> prints.</summary>
/// <param name="Root">The store's folder.</param>
/// <param name="Active">The slot that is active, or null.</param>
/// <param name="Previous">The one before, or null.</param>
/// <param name="Pending">A switch that nobody has confirmed yet, or null.</param>
/// <param name="Failed">The last switch that was taken back, or null since one held.</param>
/// <param name="Slots">All slots, oldest first.</param>
/// <param name="Unit">The service's name.</param>
/// <param name="Service">How it is, or null where there is none.</param>
internal sealed record StatusReport(string Root, string? Active, string? Previous, SlotSwitch? Pending, SlotFailure? Failed, SlotFacts[] Slots, string Unit, ServiceState? Service);

/// <summary>One slot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fault">What is wrong with it, or null.</param>
/// <param name="Model">The model's name.</param>
/// <param name="ModelSha256">The model file's hash.</param>
/// <param name="BundleSha256">The hash of the bundle's manifest.</param>
/// <param name="AgentSha256">The hash over the agent's files.</param>
/// <param name="Packed">When the bundle was packed.</param>
/// <param name="Installed">When it was installed, by the board's clock.</param>
internal sealed record SlotFacts(string Name, string? Fault, string? Model, string? ModelSha256, string? BundleSha256, string? AgentSha256, DateTime? Packed, DateTime? Installed)
{
    /// <summary>The facts of a slot.</summary>
    public static SlotFacts Of(SlotSummary slot) => new(slot.Name, slot.Fault, slot.Manifest?.Model, slot.Manifest?.ModelSha256, slot.Manifest?.BundleSha256, slot.Manifest?.AgentSha256, slot.Manifest?.Packed, slot.Manifest?.Installed);
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InstallReport))]
[JsonSerializable(typeof(ActivateReport))]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class SlotReportJson : JsonSerializerContext;
