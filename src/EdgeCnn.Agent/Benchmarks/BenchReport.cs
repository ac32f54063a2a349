using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>What <c>bench --json</c> prints and owners of boards share; README.md describes each field.</summary>
/// <param name="Schema">Name and version of this form.</param>
/// <param name="Created">When.</param>
/// <param name="Scenario">How runs follow each other.</param>
/// <param name="Program">What measured.</param>
/// <param name="Machine">What was measured.</param>
/// <param name="Throttled">True if times are not those of a free board.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Cut">True if the user ended it early.</param>
/// <param name="Seconds">How long each number of threads was to be measured; null where runs were counted.</param>
/// <param name="Models">The models.</param>
/// <param name="Roof">What a core can do at most; null if layers were not measured.</param>
/// <param name="Trace">What the sensors said, about once a second.</param>
internal sealed record BenchReport(string Schema, DateTime Created, string Scenario, BenchProgram Program, BenchMachine Machine, bool Throttled, IReadOnlyList<string> Reasons, bool Cut, long? Seconds, IReadOnlyList<ModelResult> Models, Roof? Roof, IReadOnlyList<TracePoint> Trace)
{
    /// <summary>A change of a field's meaning, or a field that goes, raises the number; a further field does not.</summary>
    public const string CurrentSchema = "edgecnn-bench/1";

    /// <summary>The document, one line.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, BenchJson.Default.BenchReport), (byte)'\n'];
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
