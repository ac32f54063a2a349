using System.Globalization;

namespace EdgeCnn.Bundles.Slots;

/// <summary>Where everything of a store lies; README.md has the picture.</summary>
/// <param name="Root">The store's folder, <c>/opt/edgecnn</c> on a board.</param>
public sealed record SlotLayout(string Root)
{
    /// <summary>The folder on a board.</summary>
    public const string DefaultRoot = "/opt/edgecnn";

    /// <summary>The most slots that are kept.</summary>
    public const int MaxSlots = 3;

    internal const string Agent = "agent";
    internal const string Program = "edgecnn-agent";
    internal const string SlotFile = "slot.json";

    // A new slot and a dying one: no slot's name begins so.
    internal const string Staging = ".new";
    internal const string Dying = ".old-";

    private const string TimeFormat = "yyyyMMdd-HHmmss";
    private const int HashDigits = 12;

    /// <summary>The link to the slot that runs.</summary>
    public string Current => Path.Combine(Root, "current");

    /// <summary>The link to the slot that ran before.</summary>
    public string Previous => Path.Combine(Root, "previous");

    /// <summary>The folder of slots.</summary>
    public string Slots => Path.Combine(Root, "slots");

    internal string State => Path.Combine(Root, "state.json");

    internal string Lock => Path.Combine(Root, "lock");

    internal string StagingFolder => Path.Combine(Slots, Staging);

    /// <summary>A slot's folder.</summary>
    public string Folder(string slot) => Path.Combine(Slots, slot);

    /// <summary>The agent of a slot's folder.</summary>
    public static string AgentProgram(string slotFolder) => Path.Combine(slotFolder, Agent, Program);

    /// <summary>The slots that are there, oldest first.</summary>
    public string[] Names() => Directory.Exists(Slots)
        ? [.. Directory.GetDirectories(Slots).Select(path => Path.GetFileName(path)).Where(IsName).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>True for a name that <see cref="NameOf"/> can give: it is a part of paths.</summary>
    internal static bool IsName(string? name) =>
        name is { Length: 15 + 1 + HashDigits } && name[15] == '-' && name.AsSpan(16).IndexOfAnyExcept("0123456789abcdef") < 0
        && DateTime.TryParseExact(name.AsSpan(0, 15), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The name of a new slot: time, so that names sort by age, then the start of its content's hash.</summary>
    /// <param name="contentSha256">The content's hash.</param>
    /// <param name="now">The clock's time; a board without a battery begins at any.</param>
    /// <param name="newest">The newest slot, which the new one must come behind, or null.</param>
    internal static string NameOf(string contentSha256, DateTime now, string? newest)
    {
        if (newest is not null && DateTime.ParseExact(newest.AsSpan(0, 15), TimeFormat, CultureInfo.InvariantCulture) is var last && now < last.AddSeconds(1))
            now = last.AddSeconds(1);
        return $"{now.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{contentSha256[..HashDigits]}";
    }

    internal static bool IsNameOf(string name, string contentSha256) => IsName(name) && name.EndsWith($"-{contentSha256[..HashDigits]}", StringComparison.Ordinal);

    /// <summary>The slot that a link of the store points to, or null.</summary>
    internal string? Target(string link) =>
        new FileInfo(link).LinkTarget is { } target && Path.GetDirectoryName(target) == "slots" && IsName(Path.GetFileName(target)) ? Path.GetFileName(target) : null;
}
