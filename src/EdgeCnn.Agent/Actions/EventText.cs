using System.Buffers;
using System.Text.Json;
using EdgeCnn.Agent.Decisions;

namespace EdgeCnn.Agent.Actions;

/// <summary>Writes events as JSON, one object each; allocates nothing after the first.</summary>
/// <remarks>Threading: one thread.</remarks>
internal sealed class EventText(IReadOnlyList<string> labels, string device)
{
    private readonly JsonEncodedText[] names = [.. labels.Select(label => JsonEncodedText.Encode(label))];
    private readonly JsonEncodedText unknown = JsonEncodedText.Encode(StateChange.UnknownName);
    private readonly JsonEncodedText device = JsonEncodedText.Encode(device);
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>One event, for example <c>{"time":"2026-11-26T12:00:00.1234567Z","event":"entered","label":"door","probability":0.93,"frame":17,"device":"porch"}</c>.</summary>
    /// <param name="next">The event.</param>
    /// <param name="line">True to end it with a line feed.</param>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(in ActionEvent next, bool line)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("time"u8, next.Time);
        json.WriteString("event"u8, next.Change.Entered ? "entered"u8 : "left"u8);
        json.WriteString("label"u8, next.Change.Label < 0 ? unknown : names[next.Change.Label]);
        json.WriteNumber("probability"u8, next.Change.Probability);
        json.WriteNumber("frame"u8, next.Frame);
        json.WriteString("device"u8, device);
        json.WriteEndObject();
        json.Flush();
        if (line)
            buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
