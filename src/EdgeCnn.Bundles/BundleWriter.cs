using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles;

/// <summary>Packs what travels to a board: a zip with a manifest of hashes and, with a key, a signature.</summary>
public static class BundleWriter
{
    /// <summary>Writes a bundle whole or not at all.</summary>
    /// <param name="path">The .ecnnb file.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="files">Path in the bundle and content; one must be <see cref="BundleFormat.Model"/>.</param>
    /// <param name="created">When, UTC.</param>
    /// <param name="key">Signs the manifest; null for an unsigned bundle.</param>
    /// <exception cref="EdgeCnnException">A path is not safe, there is no model, or the bundle cannot be written.</exception>
    public static BundleManifest Write(string path, string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, DateTime created, ECDsa? key = null)
    {
        if (files.Keys.FirstOrDefault(file => !BundleFormat.IsSafePath(file)) is { } unsafePath)
            throw new EdgeCnnException($"bundle entry '{unsafePath}': a path may hold letters, digits, '.', '-', '_' and '/'.", ExitCode.Usage);
        if (!BundleFormat.Fit([.. files.Keys]) || files.Count > BundleFormat.MaxEntries)
            throw new EdgeCnnException($"{files.Count} bundle entries: at most {BundleFormat.MaxEntries}, and no two whose paths differ in upper and lower case only, or of which one would lie in the other.", ExitCode.Usage);
        if (!BundleFormat.IsName(name))
            throw new EdgeCnnException("a bundle's name has 1 to 200 characters and no control characters.", ExitCode.Usage);
        if (!files.ContainsKey(BundleFormat.Model))
            throw new EdgeCnnException($"a bundle needs an entry '{BundleFormat.Model}'.", ExitCode.Usage);
        var manifest = new BundleManifest
        {
            Format = BundleManifest.CurrentFormat,
            Name = name,
            Created = created,
            Entries = [.. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new BundleEntry(file.Key, file.Value.Length, BundleFormat.Hash(file.Value.Span)))],
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(manifest, BundleJson.Default.BundleManifest);
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, BundleFormat.Manifest, json, created);
            if (key is not null)
                Add(zip, BundleFormat.Signature, key.SignData(json, HashAlgorithmName.SHA256), created);
            foreach (BundleEntry entry in manifest.Entries)
                Add(zip, entry.Path, files[entry.Path].Span, created);
        });
        return manifest;
    }

    private static void Add(ZipArchive zip, string path, ReadOnlySpan<byte> content, DateTime created)
    {
        ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        // A zip cannot hold a year before 1980.
        entry.LastWriteTime = created.Year < 1980 ? new DateTime(1980, 1, 1) : created;
        using Stream to = entry.Open();
        to.Write(content);
    }
}
