#:project ../../src/EdgeCnn.Graph/EdgeCnn.Graph.csproj
#:property PublishAot=false
// Makes what a board must refuse although nothing about it is damaged.
//
//   dotnet run tools/board/spoil.cs -- golden BUNDLE.ecnnb SPOILED.ecnnb    hashes fit, golden vectors differ
//   dotnet run tools/board/spoil.cs -- contract MODEL.ecnn BARE.ecnn        computes right, does not say what of
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EdgeCnn.Graph.Format;

if (args.Length != 3 || args[0] is not ("golden" or "contract"))
{
    Console.Error.WriteLine("usage: spoil.cs golden BUNDLE.ecnnb SPOILED.ecnnb | contract MODEL.ecnn BARE.ecnn");
    return 2;
}

if (args[0] == "contract")
{
    EcnnWriter.Write(EcnnReader.Read(args[1]) with { Contract = null }, args[2]);
    return 0;
}

var entries = new Dictionary<string, byte[]>();
using (ZipArchive bundle = ZipFile.OpenRead(args[1]))
{
    foreach (ZipArchiveEntry entry in bundle.Entries)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        entries[entry.FullName] = bytes.ToArray();
    }
}

string data = entries.Keys.Single(name => name.EndsWith(".golden.bin", StringComparison.Ordinal));
string golden = entries.Keys.Single(name => name.EndsWith(".golden.json", StringComparison.Ordinal));
// The last value of the last output: every vector's input stays as it was.
Change(data, [golden, "manifest.json"], bytes =>
{
    byte[] changed = [.. bytes];
    changed[^1] ^= 1;
    return changed;
});

using FileStream file = File.Create(args[2]);
using var spoiled = new ZipArchive(file, ZipArchiveMode.Create);
foreach (var (name, bytes) in entries)
{
    using Stream stream = spoiled.CreateEntry(name, CompressionLevel.NoCompression).Open();
    stream.Write(bytes);
}

return 0;

// What names the hash of a changed entry changes too, and so on up to the manifest.
void Change(string name, string[] namedBy, Func<byte[], byte[]> change)
{
    byte[] before = entries[name], after = change(before);
    entries[name] = after;
    foreach (string other in namedBy)
    {
        string text = Encoding.UTF8.GetString(entries[other]).Replace(Hash(before), Hash(after), StringComparison.Ordinal);
        if (other == "manifest.json")
            entries[other] = Encoding.UTF8.GetBytes(text);
        else
            Change(other, ["manifest.json"], _ => Encoding.UTF8.GetBytes(text));
    }
}

static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
