using System.Globalization;

namespace EdgeCnn.Agent.Configuration;

/// <summary>The kinds of JSON values.</summary>
internal enum ValueKind
{
    Null,
    Flag,
    Number,
    Text,
    List,
    Object,
}

/// <summary>A JSON value that knows its line.</summary>
internal sealed record LocatedValue(ValueKind Kind, int Line)
{
    /// <summary>A text, or a number or a flag as it is written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Of a list.</summary>
    public List<LocatedValue> Items { get; init; } = [];

    /// <summary>Of an object, in the file's order; each name once.</summary>
    public List<LocatedMember> Members { get; init; } = [];

    /// <summary>A member's value, or null.</summary>
    public LocatedValue? this[string name] => Members.Find(member => member.Name == name)?.Value;

    /// <summary>How it is told in a message, in few letters.</summary>
    public string Short() => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Text => $"\"{Cut(Text)}\"",
        ValueKind.List => $"a list of {Items.Count}",
        ValueKind.Object => "an object",
        _ => Cut(Text),
    };

    /// <summary>True if both say the same, wherever it stands.</summary>
    public static bool Same(LocatedValue? a, LocatedValue? b) => a is null || b is null
        ? a is null && b is null
        : a.Kind == b.Kind && a.Text == b.Text
            && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second))
            && a.Members.Count == b.Members.Count && a.Members.TrueForAll(member => Same(member.Value, b[member.Name]));

    /// <summary>A text without what a hostile file could steer a terminal with.</summary>
    public static string Clean(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(letter => char.IsControl(letter) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : $"{letter}"))
        : text;

    private static string Cut(string text) => Clean(text.Length > 40 ? text[..40] + "…" : text);
}

/// <summary>A member of an object.</summary>
internal sealed record LocatedMember(string Name, int Line, LocatedValue Value);
