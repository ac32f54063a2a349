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

    /// <summary>The entry with the classes' names, one a line.</summary>
    public const string Labels = "labels.txt";

    /// <summary>What the entry with an accuracy report is called before its ending.</summary>
    public const string Report = "report";

    /// <summary>The most bytes that all entries together may unpack to.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>The most entries besides manifest and signature.</summary>
    public const int MaxEntries = 1000;

    /// <summary>The most bytes of a manifest.</summary>
    public const int MaxManifestBytes = 1 << 20;

    internal const int MaxSignatureBytes = 1024;

    // What a slot holds beside a bundle's entries.
    private static readonly string[] Reserved = [Manifest, Signature, "slot.json", "agent"];

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>True for a relative path that stays in its folder on every system and is none of ours.</summary>
    internal static bool IsSafePath(string? path) =>
        IsRelative(path) && !Reserved.Contains(path!.Split('/')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>True for a name that can be shown in a line.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= 200 && !name.Any(char.IsControl);

    /// <summary>True for a relative path that stays in its folder on every system.</summary>
    internal static bool IsRelative(string? path) =>
        !string.IsNullOrEmpty(path) && path.Length <= 200
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));

    /// <summary>True if all paths can lie in one folder, whether or not its file system tells upper from lower case: none is there twice, none is both a file and a folder.</summary>
    internal static bool Fit(IReadOnlyCollection<string> paths)
    {
        var files = new HashSet<string>(paths, StringComparer.OrdinalIgnoreCase);
        if (files.Count != paths.Count)
            return false;
        foreach (string path in paths)
        {
            for (int at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
            {
                if (files.Contains(path[..at]))
                    return false;
            }
        }

        return true;
    }
}
