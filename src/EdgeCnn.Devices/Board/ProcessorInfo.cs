using System.Globalization;

namespace EdgeCnn.Devices.Board;

/// <summary>The processor as the operating system describes it.</summary>
/// <remarks>Source: Arm Architecture Reference Manual, MIDR_EL1; Linux, Documentation/arch/arm64/cpu-feature-registers.rst.</remarks>
public sealed class ProcessorInfo
{
    private ProcessorInfo(string identity, string name, IReadOnlyCollection<string> features, string source)
    {
        Identity = identity;
        Name = name;
        Features = features;
        Source = source;
    }

    /// <summary>What tells this part from others: <c>arm 0x41 0xd08 r0p3</c>, <c>GenuineIntel 6-143-8</c>, or "unknown".</summary>
    public string Identity { get; }

    /// <summary>Its name, for example <c>Cortex-A72</c>, or "unknown".</summary>
    public string Name { get; }

    /// <summary>What the system's kernel says that it can do, in its words, for example <c>asimddp</c> or <c>avx2</c>.</summary>
    public IReadOnlyCollection<string> Features { get; }

    /// <summary>Where the part was read.</summary>
    public string Source { get; }

    /// <summary>Reads the first core, which on boards of unlike cores is a slow one.</summary>
    /// <param name="root">The file system's root; another one in tests.</param>
    public static ProcessorInfo Read(string root = "/")
    {
        const string Midr = "sys/devices/system/cpu/cpu0/regs/identification/midr_el1", CpuInfo = "proc/cpuinfo";
        Dictionary<string, string> fields = Fields(Text(root, CpuInfo));
        string[] features = (fields.GetValueOrDefault("Features") ?? fields.GetValueOrDefault("flags") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Text(root, Midr) is { } register && TryHex(register.Trim(), out ulong midr) && midr != 0)
            return OfArm(new ArmPart((int)(midr >> 24) & 0xff, (int)(midr >> 4) & 0xfff, (int)(midr >> 20) & 0xf, (int)midr & 0xf), features, $"/{Midr}");
        if (Hex("CPU implementer") is { } implementer && Hex("CPU part") is { } part)
            return OfArm(new ArmPart(implementer, part, Hex("CPU variant") ?? 0, int.TryParse(fields.GetValueOrDefault("CPU revision"), CultureInfo.InvariantCulture, out int revision) ? revision : 0), features, $"/{CpuInfo}");
        if (fields.GetValueOrDefault("vendor_id") is { Length: > 0 } vendor)
        {
            string identity = $"{vendor} {fields.GetValueOrDefault("cpu family", "?")}-{fields.GetValueOrDefault("model", "?")}-{fields.GetValueOrDefault("stepping", "?")}";
            return new ProcessorInfo(identity, fields.GetValueOrDefault("model name") is { Length: > 0 } name ? name : "unknown", features, $"/{CpuInfo}");
        }

        return new ProcessorInfo("unknown", "unknown", features, "nothing");

        int? Hex(string name) => fields.TryGetValue(name, out string? text) && TryHex(text, out ulong value) && value <= int.MaxValue ? (int)value : null;
    }

    private static ProcessorInfo OfArm(ArmPart part, string[] features, string source) => new($"{part}", part.Name ?? "unknown", features, source);

    // The first core's lines; the others' follow behind an empty line.
    private static Dictionary<string, string> Fields(string? text)
    {
        var fields = new Dictionary<string, string>();
        foreach (string line in (text ?? "").Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        return fields;
    }

    private static bool TryHex(string text, out ulong value)
    {
        value = 0;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static string? Text(string root, string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
