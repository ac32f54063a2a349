using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeCnn.Testing.Fuzzing;

/// <summary>Changes of a zip with a manifest that keep it a zip: hostile names, kinds, sizes and numbers of entries, with a manifest that fits them, or does not.</summary>
public static class BundleMutator
{
    private static readonly string[] Names =
    [
        "../evil", "a/../../evil", "/evil", "./evil", "a//b", "evil/", "..", ".", "a\\evil", "C:evil", "MODEL.ecnn", "Model.ECNN", "model.ecnn/under", "agent/edgecnn-agent", "Agent/x",
        "slot.json", "SLOT.JSON", "manifest.sig", "manifest.json", "con", "e\u0301vil", "evil\0", "evil\n", "-rf", "~", "$(reboot)", "a/b/c/d/e/f/g/h", "..evil", "…", ".new", "a.",
    ];

    private static readonly int[] Kinds = [0xA1FF, 0x41ED, 0x21B6, 0x61B6, 0x1180, 0xC1ED, 0x8FFF, 0x81A4, 0];

    /// <summary>A mutant of a bundle; one in four is changed as bytes, too.</summary>
    public static byte[] Mutate(Random random, byte[] file, byte[] other)
    {
        List<Entry> entries = Read(file);
        for (int changes = random.Next(0, 3); changes > 0; changes--)
            Change(random, entries);
        if (random.Next(3) != 0)
            FitManifest(random, entries);
        byte[] mutant = Write(entries);
        return random.Next(4) == 0 ? ByteMutator.Mutate(random, mutant, other) : mutant;
    }

    private static void Change(Random random, List<Entry> entries)
    {
        int at = random.Next(entries.Count);
        switch (random.Next(10))
        {
            case 0:
                entries[at] = entries[at] with { Name = Names[random.Next(Names.Length)] };
                break;
            case 1:
                entries.Add(new Entry(Names[random.Next(Names.Length)], [1, 2, 3], 0));
                break;
            case 2:
                entries[at] = entries[at] with { Kind = Kinds[random.Next(Kinds.Length)] };
                break;
            case 3:
                entries[at] = entries[at] with { Content = new byte[1 << random.Next(24)] };
                break;
            case 4:
                entries.Add(entries[at]);
                break;
            case 5:
                entries.RemoveAt(at);
                if (entries.Count == 0)
                    entries.Add(new Entry("model.ecnn", [], 0));
                break;
            case 6:
                for (int more = random.Next(1, random.Next(20) == 0 ? 1500 : 30); more > 0; more--)
                    entries.Add(new Entry($"more/{more}", [(byte)more], 0));
                break;
            case 7:
                (entries[0], entries[at]) = (entries[at], entries[0]);
                break;
            default:
                entries[at] = entries[at] with { Content = ByteMutator.Mutate(random, entries[at].Content, entries[0].Content) };
                break;
        }
    }

    // What somebody would do who wants the entries to be taken; sometimes with a number that is none.
    private static void FitManifest(Random random, List<Entry> entries)
    {
        int at = entries.FindIndex(entry => entry.Name == "manifest.json");
        if (at < 0)
            return;
        var list = new JsonArray();
        foreach (Entry entry in entries.Where(entry => entry.Name is not ("manifest.json" or "manifest.sig")))
        {
            list.Add(new JsonObject
            {
                ["path"] = entry.Name,
                ["bytes"] = random.Next(100) == 0 ? ByteMutator.Edge(random) : entry.Content.Length,
                ["sha256"] = Convert.ToHexString(SHA256.HashData(entry.Content)).ToLowerInvariant(),
            });
        }

        var manifest = new JsonObject { ["format"] = 1, ["name"] = Names[random.Next(Names.Length)], ["created"] = "2026-03-04T05:06:08Z", ["entries"] = list };
        entries[at] = entries[at] with { Content = Encoding.UTF8.GetBytes(manifest.ToJsonString()) };
    }

    private static List<Entry> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry =>
        {
            using Stream from = entry.Open();
            var content = new MemoryStream();
            from.CopyTo(content);
            return new Entry(entry.FullName, content.ToArray(), entry.ExternalAttributes >> 16);
        })];
    }

    private static byte[] Write(List<Entry> entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (Entry entry in entries)
            {
                ZipArchiveEntry added = zip.CreateEntry(entry.Name, CompressionLevel.Fastest);
                added.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                added.ExternalAttributes = entry.Kind << 16;
                using Stream to = added.Open();
                to.Write(entry.Content);
            }
        }

        return file.ToArray();
    }

    private sealed record Entry(string Name, byte[] Content, int Kind);
}
