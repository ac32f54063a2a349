using System.Security.Cryptography;

namespace EdgeCnn.Bundles;

/// <summary>Names and limits that writer and reader share.</summary>
public static class BundleFormat
{
    /// <summary>The manifest's entry.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The signature's entry: ECDSA over the manifest's bytes, IEEE P1363 form.</summary>
    public const string Signature = "manifest.sig";

    /// <summary>The model's entry.</summary>
    public const string Model = "model.ecnn";

    /// <summary>The most bytes that all entries together may unpack to.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>The most bytes of a manifest.</summary>
    public const int MaxManifestBytes = 1 << 20;

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>True for a relative path that stays in its folder on every system.</summary>
    internal static bool IsSafePath(string? path) =>
        !string.IsNullOrEmpty(path) && path.Length <= 200 && path is not (Manifest or Signature)
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
}
