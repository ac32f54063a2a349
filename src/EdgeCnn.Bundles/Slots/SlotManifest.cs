using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Slots;

/// <summary>What a slot holds, written into it as <c>slot.json</c> when everything else was there and right.</summary>
public sealed record SlotManifest
{
    /// <summary>The format that this build writes and reads.</summary>
    public const int CurrentFormat = 1;

    private const int MaxJsonBytes = 4 << 20;

    /// <summary>Version of the file.</summary>
    public required int Format { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>When the bundle was packed, UTC.</summary>
    public required DateTime Packed { get; init; }

    /// <summary>When it was installed, by the board's clock, UTC.</summary>
    public required DateTime Installed { get; init; }

    /// <summary>Every file but this one, sorted by path.</summary>
    public required ImmutableArray<SlotFile> Files { get; init; }

    /// <summary>Hash over all files with their paths; a slot's name ends in its start.</summary>
    [JsonIgnore]
    public string ContentSha256 => HashOf(Files);

    /// <summary>Hash over the agent's files alone, with paths relative to its folder: equal agents have equal ones, wherever they lie.</summary>
    [JsonIgnore]
    public string AgentSha256 => HashOf(Files.Where(file => file.Path.StartsWith(AgentPrefix, StringComparison.Ordinal)).Select(file => file with { Path = file.Path[AgentPrefix.Length..] }));

    /// <summary>SHA-256 of the bundle's manifest, which stands for the bundle.</summary>
    [JsonIgnore]
    public string BundleSha256 => Files.FirstOrDefault(file => file.Path == BundleFormat.Manifest)?.Sha256 ?? "";

    /// <summary>SHA-256 of the model's file.</summary>
    [JsonIgnore]
    public string ModelSha256 => Files.FirstOrDefault(file => file.Path == BundleFormat.Model)?.Sha256 ?? "";

    private static string AgentPrefix => $"{SlotLayout.Agent}/";

    /// <summary>The hash over files: SHA-256 of what <c>sha256sum</c> would print of them in the order of their paths.</summary>
    public static string HashOf(IEnumerable<SlotFile> files) =>
        BundleFormat.Hash(Encoding.UTF8.GetBytes(string.Concat(files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => $"{file.Sha256}  {file.Path}\n"))));

    /// <summary>Reads the file of a slot.</summary>
    /// <exception cref="EdgeCnnException">It is missing, or not what this build writes (<see cref="ExitCode.CheckFailed"/>): the slot is not whole.</exception>
    internal static SlotManifest Read(string slotFolder)
    {
        string path = Path.Combine(slotFolder, SlotLayout.SlotFile);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length <= MaxJsonBytes && JsonSerializer.Deserialize(stream, SlotJson.Default.SlotManifest) is { Format: CurrentFormat, Files.IsDefault: false } manifest
                && manifest.Files.All(file => file is not null && BundleFormat.IsRelative(file.Path)))
                return manifest;
            throw new EdgeCnnException($"{path}: not a slot of format {CurrentFormat}. Install the bundle again.", ExitCode.CheckFailed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new EdgeCnnException($"{path}: the slot is not whole: {error.Message.ReplaceLineEndings(" ")} Install the bundle again.", ExitCode.CheckFailed, error);
        }
    }

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SlotJson.Default.SlotManifest);
}

/// <summary>One file of a slot.</summary>
/// <param name="Path">Relative to the slot, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Executable">True for a program.</param>
public sealed record SlotFile(string Path, long Bytes, string Sha256, bool Executable = false);
