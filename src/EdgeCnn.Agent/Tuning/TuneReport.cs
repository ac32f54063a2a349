using System.Text.Json.Serialization;

namespace EdgeCnn.Agent.Tuning;

/// <summary>What <c>tune --json</c> prints.</summary>
/// <param name="Model">The model.</param>
/// <param name="File">Where the choices were stored.</param>
/// <param name="Processor">The processor that they are for.</param>
/// <param name="Kernels">The kernel set that they are for.</param>
/// <param name="PickedUs">All layers with the planner's picks, microseconds.</param>
/// <param name="TunedUs">All layers with the choices, microseconds.</param>
/// <param name="Layers">The layers that have a choice at all.</param>
internal sealed record TuneReport(string Model, string File, string Processor, string Kernels, double PickedUs, double TunedUs, TuneLayer[] Layers);

/// <summary>A layer.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Picked">The planner's pick.</param>
/// <param name="Chosen">What was stored, or the pick where nothing was.</param>
/// <param name="Kernels">Microseconds of each candidate.</param>
internal sealed record TuneLayer(string Node, string Op, string Picked, string Chosen, TuneTime[] Kernels);

/// <summary>A candidate.</summary>
/// <param name="Name">The kernel.</param>
/// <param name="Us">Its least microseconds.</param>
internal sealed record TuneTime(string Name, double Us);

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(TuneReport))]
internal sealed partial class TuneJson : JsonSerializerContext;
