using System.Text.Json.Serialization;

namespace EdgeCnn.Agent.Doctor;

/// <summary>What <c>doctor --json</c> prints.</summary>
/// <param name="Ok">True if nothing must be fixed.</param>
/// <param name="Board">The board's name.</param>
/// <param name="Part">What tells the processor from others.</param>
/// <param name="Core">The processor's name.</param>
/// <param name="FastCores">Threads that <c>--threads 0</c> means.</param>
/// <param name="Instructions">Vector instructions that .NET found.</param>
/// <param name="KernelSets">All kernel sets, best first.</param>
/// <param name="Kernels">The one that is chosen.</param>
/// <param name="Sensors">Temperature, clock and supply.</param>
/// <param name="Memory">Memory and free space.</param>
/// <param name="Cameras">Cameras with what they can send.</param>
/// <param name="Findings">Everything that was looked at.</param>
internal sealed record DoctorReport(bool Ok, string Board, string Part, string Core, int FastCores, string[] Instructions, KernelSetState[] KernelSets, string Kernels, DoctorSensors Sensors, DoctorMemory Memory, CameraListing[] Cameras, Finding[] Findings);

/// <summary>What the board feels; null where it does not tell.</summary>
/// <param name="Celsius">The processor's temperature.</param>
/// <param name="ClockMhz">Its clock at that moment.</param>
/// <param name="Throttled">The firmware's word in hexadecimal.</param>
internal sealed record DoctorSensors(double? Celsius, double? ClockMhz, string? Throttled);

/// <summary>Memory and free space; null where the board does not tell.</summary>
/// <param name="TotalBytes">The board's memory.</param>
/// <param name="AvailableBytes">What programs could still get.</param>
/// <param name="PageBytes">Of a page.</param>
/// <param name="FreeDiskBytes">Free space where the agent lies.</param>
internal sealed record DoctorMemory(long? TotalBytes, long? AvailableBytes, int PageBytes, long? FreeDiskBytes);

/// <summary>A kernel set on this processor.</summary>
/// <param name="Name">The set.</param>
/// <param name="Supported">True if this processor can run it.</param>
/// <param name="Chosen">True for the one that models get.</param>
/// <param name="Why">Why it is supported, chosen or not.</param>
internal sealed record KernelSetState(string Name, bool Supported, bool Chosen, string Why);

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
