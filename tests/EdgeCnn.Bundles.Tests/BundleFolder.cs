using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace EdgeCnn.Bundles.Tests;

/// <summary>A folder for one test, with bundles in it that are good or that are zips of anything.</summary>
internal sealed class BundleFolder : IDisposable
{
    public static readonly DateTime Created = new(2026, 3, 4, 5, 6, 8, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgecnn-").FullName;

    public static Dictionary<string, ReadOnlyMemory<byte>> Files { get; } = new()
    {
        ["model.ecnn"] = Noise(3000, 1),
        ["labels.txt"] = "one\ntwo\n"u8.ToArray(),
        ["web/page-1/empty.html"] = Array.Empty<byte>(),
        ["web/repeated.bin"] = new byte[5000],
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string PathOf(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>Writes the good bundle.</summary>
    public string Good(ECDsa? key = null)
    {
        string path = PathOf("good.ecnnb");
        BundleWriter.Write(path, "digits", Files, Created, key);
        return path;
    }

    /// <summary>Writes a zip of exactly these entries.</summary>
    public string Zip(params (string Name, byte[] Content)[] entries) => Zip(CompressionLevel.Optimal, entries);

    /// <summary>Writes a zip of exactly these entries.</summary>
    public string Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        string path = PathOf("made.ecnnb");
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using Stream to = zip.CreateEntry(name, level).Open();
            to.Write(content);
        }

        return path;
    }

    /// <summary>The entries of a bundle.</summary>
    public static List<(string Name, byte[] Content)> Entries(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(entry =>
        {
            using Stream from = entry.Open();
            var content = new MemoryStream();
            from.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    /// <summary>A manifest by hand.</summary>
    /// <param name="entries">Path, bytes and hash of each entry.</param>
    public static byte[] Manifest(params (string Path, long Bytes, string Sha256)[] entries) =>
        Encoding.UTF8.GetBytes($$"""
        {"format":1,"name":"made","created":"2026-03-04T05:06:08Z","entries":[{{string.Join(',', entries.Select(entry =>
            $"{{\"path\":\"{entry.Path}\",\"bytes\":{entry.Bytes},\"sha256\":\"{entry.Sha256}\"}}"))}}]}
        """);

    /// <summary>The manifest's line of a content.</summary>
    public static (string Path, long Bytes, string Sha256) Line(string path, byte[] content) =>
        (path, content.Length, Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant());

    public static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
