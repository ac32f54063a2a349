using System.Text.Json.Serialization;

namespace EdgeCnn.Agent.Selftest;

/// <summary>One thing that was checked.</summary>
/// <param name="Name">A kernel with its set, or the manifest of golden vectors.</param>
/// <param name="Passed">True if every byte was equal.</param>
/// <param name="Checked">Shapes or vectors that were compared.</param>
/// <param name="Detail">What it was; for a failure the first difference.</param>
/// <param name="Kernel">The kernel that was checked, or nothing.</param>
internal sealed record SelftestCheck(string Name, bool Passed, int Checked, string Detail, string? Kernel = null)
{
    /// <summary>For example <c>pass  avx2 int8: 74 shapes …</c>.</summary>
    public override string ToString() => $"{(Passed ? "pass" : "FAIL")}  {Name}: {Detail}";
}

/// <summary>What <c>selftest --json</c> prints.</summary>
/// <param name="Passed">True if every check passed.</param>
/// <param name="Board">The board's or the processor's name.</param>
/// <param name="Architecture">For example <c>Arm64</c>.</param>
/// <param name="Supported">The kernel sets of this processor, best first.</param>
/// <param name="Kernels">The set that golden vectors ran with.</param>
/// <param name="Checks">All checks in their order.</param>
internal sealed record SelftestReport(bool Passed, string Board, string Architecture, string[] Supported, string Kernels, SelftestCheck[] Checks);

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SelftestReport))]
internal sealed partial class SelftestJson : JsonSerializerContext;
