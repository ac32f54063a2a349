using System.Text.Json;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>An agent on a board, asked for JSON.</summary>
/// <param name="remote">The board.</param>
/// <param name="asRoot">What makes a command run as root there.</param>
/// <param name="root">The slots' folder there.</param>
/// <param name="unit">The service there.</param>
internal sealed class BoardAgent(IRemote remote, string[] asRoot, string root, string unit)
{
    /// <summary>The program of the active slot.</summary>
    public string Active => $"{root}/current/agent/edgecnn-agent";

    /// <summary>Runs a verb of slots.</summary>
    /// <param name="program">The agent's program on the board.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="cancellation">Stops waiting; the board goes on by itself.</param>
    /// <returns>The exit code, and the document that it printed.</returns>
    /// <exception cref="EdgeCnnException">It failed: its own words, with its exit code.</exception>
    public (int Code, JsonElement Document) Ask(string program, TimeSpan limit, CancellationToken cancellation, params IReadOnlyList<string> arguments)
    {
        RemoteResult result = remote.Run([.. asRoot, program, .. arguments, "--root", root, "--unit", unit, "--json"], limit, cancellation);
        if (Parse(result.Output) is { } document && result.Code is 0 or (int)ExitCode.CheckFailed)
            return (result.Code, document);
        throw Failed(result, arguments[0]);
    }

    /// <summary>What the doctor says must be fixed; empty where it cannot be asked.</summary>
    public string[] Doctor(string program, CancellationToken cancellation)
    {
        RemoteResult result = remote.Run([program, "doctor", "--json"], TimeSpan.FromMinutes(3), cancellation);
        if (Parse(result.Output) is not { } document || !document.TryGetProperty("findings", out JsonElement findings) || findings.ValueKind != JsonValueKind.Array)
            return [];
        return [.. findings.EnumerateArray().Where(finding => Text(finding, "level") == "Fix").Select(finding => $"{Text(finding, "area")}: {Text(finding, "text")} {Text(finding, "remedy")}".Trim())];
    }

    /// <summary>A member's text; null where there is none.</summary>
    public static string? Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A member's number; 0 where there is none.</summary>
    public static int Number(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : 0;

    /// <summary>True where a member says so.</summary>
    public static bool IsTrue(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private EdgeCnnException Failed(RemoteResult result, string verb)
    {
        string said = result.Error.Trim().ReplaceLineEndings(" ");
        const string prefix = "edgecnn-agent: ";
        said = said.StartsWith(prefix, StringComparison.Ordinal) ? said[prefix.Length..] : said;
        ExitCode code = result.Code is (int)ExitCode.BadData or (int)ExitCode.Device or (int)ExitCode.CheckFailed ? (ExitCode)result.Code : ExitCode.Device;
        return new EdgeCnnException($"{remote.Name}: {verb}: {(said.Length > 0 ? said : $"the agent left with {result.Code} and said nothing.")}", code);
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            JsonElement root = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 }).RootElement;
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
