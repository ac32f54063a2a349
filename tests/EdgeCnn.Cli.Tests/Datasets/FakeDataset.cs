using System.IO.Compression;
using System.Security.Cryptography;
using EdgeCnn.Cli.Datasets;

namespace EdgeCnn.Cli.Tests.Datasets;

/// <summary>A data set of two small files with its own sums, and a folder for one test.</summary>
internal sealed class FakeDataset : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("edgecnn-").FullName;

    public static byte[] Images { get; } = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))];

    public static byte[] Labels { get; } = [3, 1, 4, 1, 5];

    public static byte[] Classes { get; } = "cat\ndog\n"u8.ToArray();

    /// <summary>Where the data set is to be installed.</summary>
    public string Target => Path.Combine(_root, "target");

    /// <summary>What the user has.</summary>
    public string Given => Directory.CreateDirectory(Path.Combine(_root, "given")).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static DatasetSpec Spec(params IDatasetSource[] sources) => new("fake",
    [
        new DatasetFile("fake-images", Images.Length, Md5(Images)),
        new DatasetFile("sub/fake-labels", Labels.Length, Md5(Labels)),
        new DatasetFile("sub/classes.txt", Classes.Length, Md5(Classes), "cat\ndog\n"),
    ], sources);

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public void Give(string name, byte[] bytes)
    {
        string path = Path.Combine(Given, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>All files below the target, sorted; empty where it is absent.</summary>
    public string[] TargetFiles() => !Directory.Exists(Target) ? [] :
        [.. Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Target, path)).Order(StringComparer.Ordinal)];

    public void AssertInstalled()
    {
        Assert.Equal(["fake-images", "sub/classes.txt", "sub/fake-labels"], TargetFiles());
        Assert.Equal(Images, File.ReadAllBytes(Path.Combine(Target, "fake-images")));
        Assert.Equal(Labels, File.ReadAllBytes(Path.Combine(Target, "sub/fake-labels")));
        Assert.Equal(Classes, File.ReadAllBytes(Path.Combine(Target, "sub/classes.txt")));
        Assert.Equal(["sub"], Directory.GetDirectories(Target).Select(Path.GetFileName));
    }

    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}
