using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EdgeCnn.Graph;
using EdgeCnn.Graph.Format;

namespace EdgeCnn.Bundles;

/// <summary>An open bundle whose manifest was read; entries are checked one by one while they are copied, a block at a time.</summary>
public sealed class BundleReader : IDisposable
{
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private readonly FileStream stream;
    private readonly ZipArchive zip;
    private readonly string path;

    private BundleReader(FileStream stream, ZipArchive zip, string path)
    {
        this.stream = stream;
        this.zip = zip;
        this.path = path;
        ManifestBytes = Content(BundleFormat.Manifest, BundleFormat.MaxManifestBytes);
        Manifest = null!;
    }

    /// <summary>What the bundle says of itself.</summary>
    public BundleManifest Manifest { get; private set; }

    /// <summary>The manifest as it was packed; the signature covers these bytes.</summary>
    public ReadOnlyMemory<byte> ManifestBytes { get; }

    /// <summary>True if a key was given and its signature is right.</summary>
    public bool IsSigned { get; private set; }

    /// <summary>The bytes that all entries together unpack to.</summary>
    public long Bytes => Manifest.Entries.Sum(entry => entry.Bytes);

    /// <summary>Opens a bundle and reads its manifest.</summary>
    /// <param name="path">The .ecnnb file.</param>
    /// <param name="trusted">The key that must have signed it; null takes unsigned bundles too.</param>
    /// <exception cref="EdgeCnnException">The file is no bundle, the signature is wrong, or entries are missing, too many, or no plain files.</exception>
    public static BundleReader Open(string path, ECDsa? trusted = null)
    {
        FileStream? stream = null;
        ZipArchive? zip = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            ZipBounds.Check(stream);
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var reader = new BundleReader(stream, zip, path);
            reader.Start(trusted);
            return reader;
        }
        catch (Exception error)
        {
            zip?.Dispose();
            stream?.Dispose();
            if (error is EdgeCnnException)
                throw;
            if (IsDamage(error))
                throw Unreadable(path, error);
            throw;
        }
    }

    /// <summary>The signature as it was packed, or null for an unsigned bundle; it proves nothing by itself.</summary>
    /// <exception cref="EdgeCnnException">It is there more than once, or damaged.</exception>
    public byte[]? Signature() =>
        zip.Entries.Any(entry => entry.FullName == BundleFormat.Signature) ? Content(BundleFormat.Signature, BundleFormat.MaxSignatureBytes) : null;

    /// <summary>Copies an entry and compares it with the manifest; after an error, what was copied is not to be used.</summary>
    /// <param name="entry">An entry of <see cref="Manifest"/>.</param>
    /// <param name="to">Gets at most as many bytes as the manifest says.</param>
    /// <exception cref="EdgeCnnException">The entry is not what the manifest says, or damaged.</exception>
    /// <exception cref="IOException">The target cannot be written.</exception>
    public void CopyTo(BundleEntry entry, Stream to)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(to);
        var (length, hash) = Copy(entry.Path, entry.Bytes, to);
        if (length != entry.Bytes || hash != entry.Sha256)
            throw new EdgeCnnException($"{path}: entry '{entry.Path}' is not what the manifest says: expected {entry.Bytes} bytes with SHA-256 {entry.Sha256}, got {length} with {hash}. Pack or copy it again.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        zip.Dispose();
        stream.Dispose();
    }

    private static bool IsDamage(Exception error) => error is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException;

    private static EdgeCnnException Unreadable(string path, Exception error) =>
        new($"{path}: not a readable bundle: {error.Message.ReplaceLineEndings(" ")} Check the path and the rights; pack or copy it again.", ExitCode.BadData, error);

    private void Start(ECDsa? trusted)
    {
        if (trusted is not null)
        {
            byte[] signature = Content(BundleFormat.Signature, BundleFormat.MaxSignatureBytes);
            IsSigned = trusted.VerifyData(ManifestBytes.Span, signature, HashAlgorithmName.SHA256);
            if (!IsSigned)
                throw new EdgeCnnException($"{path}: the signature is not that of the trusted key. Do not install it.", ExitCode.CheckFailed);
        }

        Manifest = Parse(ManifestBytes.Span, path);
        HashSet<string> named = [BundleFormat.Manifest, BundleFormat.Signature, .. Manifest.Entries.Select(entry => entry.Path)];
        if (zip.Entries.FirstOrDefault(entry => !named.Contains(entry.FullName)) is { } stranger)
            throw new EdgeCnnException($"{path}: the manifest does not name the entry '{stranger.FullName}'. Do not install it.");
        // The upper half holds the mode of a Unix file; packers of other systems leave it empty.
        if (zip.Entries.FirstOrDefault(entry => ((entry.ExternalAttributes >> 16) & FileTypeMask) is not (0 or RegularFile)) is { } link)
            throw new EdgeCnnException($"{path}: entry '{link.FullName}' is a link, a folder or a device; a bundle holds plain files only. Do not install it.");
    }

    private static BundleManifest Parse(ReadOnlySpan<byte> json, string path)
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
        bool sound = BundleFormat.IsName(manifest.Name) && manifest.Entries.Length <= BundleFormat.MaxEntries
            && manifest.Entries.All(entry => entry is not null && BundleFormat.IsSafePath(entry.Path) && entry.Bytes is >= 0 and <= int.MaxValue)
            && BundleFormat.Fit([.. manifest.Entries.Select(entry => entry.Path)])
            && manifest.Entries.Sum(entry => (decimal)entry.Bytes) <= BundleFormat.MaxBytes;
        if (!sound || manifest.Entries.All(entry => entry.Path != BundleFormat.Model))
            throw new EdgeCnnException($"{path}: the manifest names an unsafe path, an unsafe model, a path twice, more than {BundleFormat.MaxBytes} bytes or {BundleFormat.MaxEntries} entries, or no {BundleFormat.Model}. Pack it again.");
        return manifest;
    }

    private byte[] Content(string name, int limit)
    {
        using var to = new MemoryStream();
        Copy(name, limit, to);
        return to.ToArray();
    }

    // Reads at most one block more than allowed: a zip may unpack to far more than it says.
    private (long Length, string Hash) Copy(string name, long limit, Stream to)
    {
        ZipArchiveEntry[] found = [.. zip.Entries.Where(entry => entry.FullName == name)];
        if (found.Length != 1)
            throw new EdgeCnnException($"{path}: expected one entry '{name}', found {found.Length}. Pack or copy it again.");
        byte[] block = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using Stream from = Guarded(() => found[0].Open());
            long length = 0;
            uint crc = 0;
            for (int read; (read = Guarded(() => from.Read(block))) > 0;)
            {
                length += read;
                if (length > limit)
                    throw new EdgeCnnException($"{path}: entry '{name}' unpacks to more than the {limit} bytes it should have. Pack or copy it again.");
                hash.AppendData(block, 0, read);
                crc = Crc32.Compute(block.AsSpan(0, read), crc);
                to.Write(block, 0, read);
            }

            // ZipArchive does not compare it, and nothing else protects the manifest of an unsigned bundle.
            if (crc != found[0].Crc32)
                throw new EdgeCnnException($"{path}: the checksum of entry '{name}' does not fit its bytes: the file is damaged. Copy it again.");
            return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    // What goes wrong with the bundle and not with the target.
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsDamage(error))
        {
            throw Unreadable(path, error);
        }
    }
}
