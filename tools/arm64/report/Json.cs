using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeCnn.Tools.Report;

/// <summary>How the reports are written as JSON.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
