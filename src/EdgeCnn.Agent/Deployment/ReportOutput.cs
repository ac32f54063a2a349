using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeCnn.Agent.Deployment;

/// <summary>A command's result on standard output: lines, or one JSON document.</summary>
internal sealed class ReportOutput(Stream output, bool json)
{
    /// <summary>Writes the result.</summary>
    public void Result<T>(T report, JsonTypeInfo<T> type, string text) =>
        output.Write(json ? [.. JsonSerializer.SerializeToUtf8Bytes(report, type), (byte)'\n'] : Encoding.UTF8.GetBytes(text + "\n"));
}
