using System.Globalization;

namespace EdgeCnn.Agent.Benchmarks;

/// <summary>The first core's caches, smallest first.</summary>
internal static class CacheSizes
{
    private const string Folder = "sys/devices/system/cpu/cpu0/cache";

    // Cortex-A53 and A72 of the boards, where a kernel does not tell.
    private static readonly (string Name, long Bytes)[] Usual = [("L1", 32 << 10), ("L2", 512 << 10)];

    /// <summary>Name and size of each cache of data.</summary>
    /// <param name="root">The file system's root; another one in tests.</param>
    public static (string Name, long Bytes)[] Read(string root = "/")
    {
        var text = new SystemText(root);
        var sizes = new SortedDictionary<long, long>();
        foreach (string index in text.Names(Folder, "index*"))
        {
            if (text.Read($"{Folder}/{index}/type") is "Data" or "Unified" && text.Number($"{Folder}/{index}/level") is { } level and >= 1 and <= 4 && Bytes(text.Read($"{Folder}/{index}/size")) is { } bytes)
                sizes[level] = bytes;
        }

        return sizes.Count == 0 ? Usual : [.. sizes.Select(size => ($"L{size.Key}", size.Value))];
    }

    // The kernel writes 32K or 1M.
    private static long? Bytes(string? text)
    {
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
            return null;
        return text[^1] switch { 'K' => (long)number << 10, 'M' => (long)number << 20, _ => null };
    }
}
