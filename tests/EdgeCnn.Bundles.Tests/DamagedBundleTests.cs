using System.IO.Compression;
using System.Security.Cryptography;
using EdgeCnn.Graph;

namespace EdgeCnn.Bundles.Tests;

/// <summary>Files that were cut off or changed on their way.</summary>
public sealed class DamagedBundleTests : IDisposable
{
    private readonly BundleFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void Open_Truncated_IsRefused()
    {
        byte[] good = File.ReadAllBytes(_folder.Good());
        Random random = new(3);
        int[] lengths = [.. Enumerable.Range(0, 30), .. Enumerable.Range(good.Length - 60, 60), .. Enumerable.Range(0, 200).Select(_ => random.Next(good.Length))];
        string path = _folder.PathOf("cut.ecnnb");
        foreach (int length in lengths)
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.Throws<EdgeCnnException>(() => Bundle.Open(path));
        }
    }

    [Fact]
    public void Open_FlippedBit_IsRefusedOrChangesNothing()
    {
        foreach (ECDsa? key in new[] { null, _key })
        {
            byte[] good = File.ReadAllBytes(_folder.Good(key));
            Random random = new(4);
            Sweep(250, key, () =>
            {
                byte[] bad = [.. good];
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
                return bad;
            });
        }
    }

    [Fact]
    public void Open_NameChangedInUnsignedManifest_IsRefused()
    {
        byte[] model = [1];
        string path = _folder.Zip(CompressionLevel.NoCompression, ("manifest.json", BundleFolder.Manifest(BundleFolder.Line("model.ecnn", model))), ("model.ecnn", model));
        Assert.Equal("made", Bundle.Open(path).Manifest.Name);
        byte[] file = File.ReadAllBytes(path);
        file[file.AsSpan().IndexOf("\"made\""u8) + 1] = (byte)'f';
        File.WriteAllBytes(path, file);
        Assert.Contains("checksum of entry 'manifest.json'", Assert.Throws<EdgeCnnException>(() => Bundle.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DirectoryOfZipChanged_IsRefusedOrChangesNothing()
    {
        // The zip's own directory lies at the end; its lengths and offsets are what a reader trusts first.
        byte[] good = File.ReadAllBytes(_folder.Good());
        int directory = good.AsSpan().IndexOf("PK\u0001\u0002"u8);
        Random random = new(5);
        Sweep(250, null, () =>
        {
            byte[] bad = [.. good];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
                bad[random.Next(directory, bad.Length)] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
            return bad;
        });
    }

    private void Sweep(int count, ECDsa? key, Func<byte[]> damage)
    {
        string path = _folder.PathOf("damaged.ecnnb");
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            File.WriteAllBytes(path, damage());
            try
            {
                Bundle bundle = Bundle.Open(path, key);
                Assert.Equal(("digits", BundleFolder.Created), (bundle.Manifest.Name, bundle.Manifest.Created));
                Assert.Equal(BundleFolder.Files.Count, bundle.Manifest.Entries.Length);
                Assert.All(BundleFolder.Files, file => Assert.True(file.Value.Span.SequenceEqual(bundle.File(file.Key).Span)));
            }
            catch (EdgeCnnException)
            {
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"case {i}: {error}");
            }
        }

        Assert.InRange(refused, 1, count);
    }
}
