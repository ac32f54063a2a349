using System.Security.Cryptography;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles;

/// <summary>A bundle whose every byte was checked against its manifest before anything looked at it, in memory.</summary>
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
        using BundleReader reader = BundleReader.Open(path, trusted);
        var files = new Dictionary<string, byte[]>();
        foreach (BundleEntry entry in reader.Manifest.Entries)
        {
            using var to = new MemoryStream();
            reader.CopyTo(entry, to);
            files.Add(entry.Path, to.ToArray());
        }

        return new Bundle(reader.Manifest, files, reader.IsSigned);
    }

    /// <summary>The content of an entry.</summary>
    /// <exception cref="EdgeCnnException">There is none.</exception>
    public ReadOnlyMemory<byte> File(string entry) =>
        files.TryGetValue(entry, out byte[]? content) ? content : throw new EdgeCnnException($"bundle '{Manifest.Name}' has no entry '{entry}'.");
}
