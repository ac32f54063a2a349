using System.Text.Json;
using EdgeCnn.Agent.Reports;

namespace EdgeCnn.Agent.Page;

/// <summary>Writes what is new in the history for one stream: the last changes each time, the seconds once.</summary>
internal sealed class HistoryWriter(DecisionHistory history, IReadOnlyList<string> labels)
{
    private readonly JsonEncodedText[] labels = [.. labels.Select(label => JsonEncodedText.Encode(label))];
    private readonly DecisionChange[] changes = new DecisionChange[DecisionHistory.Changes];
    private readonly DecisionSecond[] seconds = new DecisionSecond[DecisionHistory.Seconds];
    private long written;

    /// <summary>Writes the members, without the braces around them.</summary>
    public void Members(Utf8JsonWriter json)
    {
        json.WriteNumber("now"u8, history.NowMs);
        int count = history.CopyChanges(changes);
        json.WriteStartArray("changes"u8);
        for (int i = 0; i < count; i++)
            Write(json, changes[i]);
        json.WriteEndArray();
        written = history.CopySeconds(written, seconds, out count);
        json.WriteStartArray("seconds"u8);
        for (int i = 0; i < count; i++)
            Write(json, seconds[i]);
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, DecisionChange change)
    {
        json.WriteStartObject();
        json.WriteNumber("at"u8, change.AtMs);
        json.WriteString("label"u8, labels[change.Label]);
        if (change.Truth >= 0)
            json.WriteString("truth"u8, labels[change.Truth]);
        else
            json.WriteNull("truth"u8);
        json.WriteNumber("probability"u8, change.Probability);
        json.WriteNumber("frames"u8, change.Frames);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, DecisionSecond second)
    {
        json.WriteStartObject();
        json.WriteNumber("at"u8, second.Second);
        json.WriteString("label"u8, labels[second.Label]);
        json.WriteNumber("share"u8, Math.Round((double)second.OfLabel / Math.Max(1, second.Frames), 3));
        json.WriteNumber("frames"u8, second.Frames);
        json.WriteNumber("meanUs"u8, second.SumUs / Math.Max(1, second.Frames));
        json.WriteNumber("mostUs"u8, second.MostUs);
        json.WriteEndObject();
    }
}
