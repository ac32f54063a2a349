using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Bundles;

/// <summary>A bundle whose every byte was checked against its manifest before anything looked at it.</summary>
public sealed class Bundle
{
    private readonly Dictionary<string, byte[]> files;

    private Bundle(BundleManifest manifest, Dictionary<string, byte[]> files, bool isSigned)
    {
        Manifest = manifest;
        this.files = files;
        IsSigned = isSigned;
    }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>True if a key was given and its signature is right.</summary>
    public bool IsSigned { get; }

    /// <summary>The model's file.</summary>
    public ReadOnlyMemory<byte> Model => files[BundleFormat.Model];

    /// <summary>Opens and verifies a bundle.</summary>
    /// <param name="path">The .ecnnb file.</param>
    /// <param name="trusted">The key that must have signed it; null takes unsigned bundles too.</param>
    /// <exception cref="EdgeCnnException">The file is no bundle, a hash or the signature is wrong, or an entry is missing or too many.</exception>
    public static Bundle Open(string path, ECDsa? trusted = null)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            return Read(zip, path, trusted);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new EdgeCnnException($"{path}: not a readable bundle: {error.Message} Check the path and the rights; pack or copy it again.", ExitCode.BadData, error);
        }
    }

    /// <summary>The content of an entry.</summary>
    /// <exception cref="EdgeCnnException">There is none.</exception>
    public ReadOnlyMemory<byte> File(string entry) =>
        files.TryGetValue(entry, out byte[]? content) ? content : throw new EdgeCnnException($"bundle '{Manifest.Name}' has no entry '{entry}'.");

    private static Bundle Read(ZipArchive zip, string path, ECDsa? trusted)
    {
        byte[] json = Content(zip, BundleFormat.Manifest, BundleFormat.MaxManifestBytes, path);
        bool signed = false;
        if (trusted is not null)
        {
            byte[] signature = Content(zip, BundleFormat.Signature, 1024, path);
            signed = trusted.VerifyData(json, signature, HashAlgorithmName.SHA256);
            if (!signed)
                throw new EdgeCnnException($"{path}: the signature is not that of the trusted key. Do not install it.", ExitCode.CheckFailed);
        }

        BundleManifest manifest = Parse(json, path);
        HashSet<string> named = [BundleFormat.Manifest, BundleFormat.Signature, .. manifest.Entries.Select(entry => entry.Path)];
        if (zip.Entries.FirstOrDefault(entry => !named.Contains(entry.FullName)) is { } stranger)
            throw new EdgeCnnException($"{path}: the manifest does not name the entry '{stranger.FullName}'. Do not install it.");
        var files = new Dictionary<string, byte[]>();
        foreach (BundleEntry entry in manifest.Entries)
        {
            byte[] content = Content(zip, entry.Path, (int)entry.Bytes, path);
            if (content.Length != entry.Bytes || BundleFormat.Hash(content) != entry.Sha256)
                throw new EdgeCnnException($"{path}: entry '{entry.Path}' is not what the manifest says: expected {entry.Bytes} bytes with SHA-256 {entry.Sha256}, got {content.Length} with {BundleFormat.Hash(content)}. Pack or copy it again.");
            files.Add(entry.Path, content);
        }

        return new Bundle(manifest, files, signed);
    }

    private static BundleManifest Parse(byte[] json, string path)
    {
        BundleManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, BundleJson.Default.BundleManifest);
        }
        catch (JsonException error)
        {
            throw new EdgeCnnException($"{path}: {BundleFormat.Manifest} is not a manifest: {error.Message} Pack or copy it again.", ExitCode.BadData, error);
        }

        if (manifest is null || manifest.Entries.IsDefault || manifest.Format != BundleManifest.CurrentFormat)
            throw new EdgeCnnException($"{path}: bundle format {manifest?.Format}, this program reads {BundleManifest.CurrentFormat}. Pack it again with this version.");
        bool sound = manifest.Entries.All(entry => entry is not null && BundleFormat.IsSafePath(entry.Path) && entry.Bytes is >= 0 and <= int.MaxValue)
            && manifest.Entries.DistinctBy(entry => entry.Path).Count() == manifest.Entries.Length
            && manifest.Entries.Sum(entry => (decimal)entry.Bytes) <= BundleFormat.MaxBytes;
        if (!sound || manifest.Entries.All(entry => entry.Path != BundleFormat.Model))
            throw new EdgeCnnException($"{path}: the manifest names an unsafe path, a path twice, more than {BundleFormat.MaxBytes} bytes, or no {BundleFormat.Model}. Pack it again.");
        return manifest;
    }

    // Reads at most one byte more than allowed: a zip may unpack to far more than it says.
    private static byte[] Content(ZipArchive zip, string name, int limit, string path)
    {
        ZipArchiveEntry[] found = [.. zip.Entries.Where(entry => entry.FullName == name)];
        if (found.Length != 1)
            throw new EdgeCnnException($"{path}: expected one entry '{name}', found {found.Length}. Pack or copy it again.");
        using Stream from = found[0].Open();
        using var to = new MemoryStream();
        byte[] block = new byte[81920];
        for (int read; to.Length <= limit && (read = from.Read(block)) > 0;)
            to.Write(block, 0, read);
        if (to.Length > limit)
            throw new EdgeCnnException($"{path}: entry '{name}' unpacks to more than the {limit} bytes it should have. Pack or copy it again.");
        byte[] content = to.ToArray();
        // ZipArchive does not compare it, and nothing else protects the manifest of an unsigned bundle.
        return Crc32.Compute(content) == found[0].Crc32 ? content : throw new EdgeCnnException($"{path}: the checksum of entry '{name}' does not fit its bytes: the file is damaged. Copy it again.");
    }
}
