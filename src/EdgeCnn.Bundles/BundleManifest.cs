using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EdgeCnn.Bundles;

/// <summary>What a bundle says of itself; the signature covers these bytes, and the hashes cover the rest.</summary>
public sealed record BundleManifest
{
    /// <summary>The format that this build writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the bundle format.</summary>
    public required int Format { get; init; }

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was packed, UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>Every other entry of the bundle.</summary>
    public required ImmutableArray<BundleEntry> Entries { get; init; }
}

/// <summary>One file of a bundle.</summary>
/// <param name="Path">Relative, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
public sealed record BundleEntry(string Path, long Bytes, string Sha256);

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class BundleJson : JsonSerializerContext;
