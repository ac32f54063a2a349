using System.Text.Json;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tuning;

/// <summary>The kernels that were measured to be fastest for a model on one processor; lies beside the model.</summary>
/// <param name="Processor">The processor, as <see cref="Devices.Board.ProcessorInfo.Identity"/> names it.</param>
/// <param name="Kernels">The kernel set.</param>
/// <param name="Model">The model's <see cref="AgentModel.Fingerprint"/>.</param>
/// <param name="Choices">Kernels by the names of nodes; nodes that are not named keep the planner's pick.</param>
internal sealed record TuneFile(string Processor, string Kernels, string Model, IReadOnlyDictionary<string, string> Choices)
{
    /// <summary>More than this is no list of kernels.</summary>
    public const int MaxBytes = 1 << 20;

    private const int Version = 1;

    /// <summary>Where the file of a model lies.</summary>
    public static string PathOf(string model) => $"{model}.tune.json";

    /// <summary>Reads a file that anybody may have written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="why">Why it cannot be used, or null; null too where there is none.</param>
    /// <returns>Null if there is none that can be used.</returns>
    public static TuneFile? TryRead(string path, out string? why)
    {
        why = null;
        // Mostly there is none; an exception would take longer than the rest of a small model's start.
        if (!Path.Exists(path))
            return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MaxBytes + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
            {
                why = $"has more than {MaxBytes} bytes";
                return null;
            }

            using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return Parse(document.RootElement, out why);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // InvalidOperationException: text that is no Unicode.
            why = $"cannot be read: {error.Message.ReplaceLineEndings(" ")}";
            return null;
        }
    }

    /// <summary>Writes the file, all of it or nothing.</summary>
    /// <exception cref="EdgeCnnException">The folder is closed to the user or full.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("processor", Processor);
        json.WriteString("kernels", Kernels);
        json.WriteString("model", Model);
        json.WriteStartObject("choices");
        foreach (var (node, kernel) in Choices)
            json.WriteString(node, kernel);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static TuneFile? Parse(JsonElement root, out string? why)
    {
        why = "is not what 'edgecnn-agent tune' writes";
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out JsonElement version) || version.ValueKind != JsonValueKind.Number)
            return null;
        if (!version.TryGetInt32(out int number) || number != Version)
        {
            why = $"has version {version.GetRawText()}, this program reads {Version}";
            return null;
        }

        if (Text(root, "processor") is not { } processor || Text(root, "kernels") is not { } kernels || Text(root, "model") is not { } model
            || !root.TryGetProperty("choices", out JsonElement list) || list.ValueKind != JsonValueKind.Object)
            return null;
        var choices = new Dictionary<string, string>();
        foreach (JsonProperty choice in list.EnumerateObject())
        {
            if (choice.Value.ValueKind != JsonValueKind.String)
                return null;
            choices[choice.Name] = choice.Value.GetString()!;
        }

        why = null;
        return new TuneFile(processor, kernels, model, choices);
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
