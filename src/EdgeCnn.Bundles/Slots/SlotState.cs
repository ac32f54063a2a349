using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeCnn.Bundles.Slots;

/// <summary>A store's journal: what is active, and what a switch that has not ended must be put back to.</summary>
public sealed record SlotState
{
    /// <summary>The format that this build writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the file.</summary>
    public required int Format { get; init; }

    /// <summary>The slot that was found healthy, or null before the first.</summary>
    public required string? Active { get; init; }

    /// <summary>The one before it, or null.</summary>
    public required string? Previous { get; init; }

    /// <summary>A switch whose health is not known yet, or null.</summary>
    public required SlotSwitch? Pending { get; init; }

    /// <summary>The last switch that was taken back, or null since one held.</summary>
    public required SlotFailure? Failed { get; init; }

    internal static SlotState Empty { get; } = new() { Format = CurrentFormat, Active = null, Previous = null, Pending = null, Failed = null };

    // A file that an older or newer version, or a dying disk, wrote: the links say what is active.
    internal static SlotState? TryRead(SlotLayout layout)
    {
        try
        {
            using var file = new FileStream(layout.State, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > 64 << 10)
                return null;
            return JsonSerializer.Deserialize(file, SlotJson.Default.SlotState) is { Format: CurrentFormat } state && state.IsSound ? state : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SlotJson.Default.SlotState);

    private bool IsSound =>
        ((string?[])[Active, Previous, Pending?.Slot]).All(name => name is null || SlotLayout.IsName(name));
}

/// <summary>A switch on its way.</summary>
/// <param name="Slot">What <c>current</c> points to from now on.</param>
/// <param name="Since">When it began, by the board's clock, UTC.</param>
public sealed record SlotSwitch(string Slot, DateTime Since);

/// <summary>A switch that was taken back.</summary>
/// <param name="Slot">The slot that did not hold.</param>
/// <param name="Reason">Why.</param>
/// <param name="When">By the board's clock, UTC.</param>
public sealed record SlotFailure(string Slot, string Reason, DateTime When);

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SlotState))]
[JsonSerializable(typeof(SlotManifest))]
internal sealed partial class SlotJson : JsonSerializerContext;
