using System.Buffers;
using System.Text.Json;
using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Reports;

/// <summary>One JSON line for each decision; allocates nothing after the first one.</summary>
internal sealed class DecisionLog(Stream output, IReadOnlyList<string> labels, int top)
{
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });
    private readonly DecisionWriter writer = new(labels, top);

    public void Write(Decision decision)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        writer.Members(json, decision, byProbability: true);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }
}
