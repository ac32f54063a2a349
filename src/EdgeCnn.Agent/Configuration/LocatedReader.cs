using System.Text.Json;

namespace EdgeCnn.Agent.Configuration;

/// <summary>Reads JSON into values that know their lines. Comments (// and /* */) and a comma behind the last member are allowed.</summary>
internal static class LocatedReader
{
    private const int MostDepth = 16;
    private const int MostMessage = 160;

    /// <summary>Reads a file's bytes.</summary>
    /// <returns>Null if it is no JSON, which is among the findings then; members that are given twice are too.</returns>
    public static LocatedValue? Read(ReadOnlySpan<byte> json, Findings findings)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MostDepth });
        var lines = new LineCounter(json);
        try
        {
            reader.Read();
            LocatedValue value = Value(ref reader, ref lines, "", findings);
            reader.Read();
            return value;
        }
        catch (JsonException error)
        {
            // The message may quote all of the rest of the file; its place stands in front of ours already.
            string message = error.Message;
            int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            message = end < 0 ? message : message[..end];
            findings.Add((int)(error.LineNumber ?? 0) + 1, "", $"is not JSON: {(message.Length > MostMessage ? $"{message[..MostMessage]}…." : message)}");
        }
        catch (InvalidOperationException)
        {
            // Text that is no UTF-8, or half a surrogate pair.
            findings.Add(lines.At(reader.TokenStartIndex), "", "is not JSON: a text is not valid Unicode.");
        }

        return null;
    }

    private static LocatedValue Value(ref Utf8JsonReader reader, ref LineCounter lines, string path, Findings findings)
    {
        int line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, ref lines, line, path, findings);
            case JsonTokenType.StartArray:
                var list = new LocatedValue(ValueKind.List, line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Items.Add(Value(ref reader, ref lines, $"{path}[{list.Items.Count}]", findings));
                return list;
            case JsonTokenType.String:
                return new LocatedValue(ValueKind.Text, line) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new LocatedValue(ValueKind.Number, line) { Text = System.Text.Encoding.ASCII.GetString(reader.ValueSpan) };
            case JsonTokenType.True or JsonTokenType.False:
                return new LocatedValue(ValueKind.Flag, line) { Text = reader.TokenType == JsonTokenType.True ? "true" : "false" };
            default:
                return new LocatedValue(ValueKind.Null, line);
        }
    }

    private static LocatedValue Object(ref Utf8JsonReader reader, ref LineCounter lines, int line, string path, Findings findings)
    {
        var value = new LocatedValue(ValueKind.Object, line);
        var first = new Dictionary<string, int>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            int at = lines.At(reader.TokenStartIndex);
            string inner = path.Length > 0 ? $"{path}.{name}" : name;
            reader.Read();
            LocatedValue member = Value(ref reader, ref lines, inner, findings);
            if (first.TryAdd(name, at))
                value.Members.Add(new LocatedMember(name, at, member));
            else
                findings.Add(at, inner, $"is given twice, first in line {first[name]}. Remove one.");
        }

        return value;
    }

    // Tokens come in order, so each byte is looked at once.
    private ref struct LineCounter(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> text = text;
        private int at;
        private int line = 1;

        public int At(long index)
        {
            int to = (int)Math.Min(index, text.Length);
            if (to > at)
            {
                line += text[at..to].Count((byte)'\n');
                at = to;
            }

            return line;
        }
    }
}
