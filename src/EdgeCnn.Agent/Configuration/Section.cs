using System.Globalization;

namespace EdgeCnn.Agent.Configuration;

/// <summary>
/// Takes the members of one object, each by what is expected of it. What is wrong becomes a finding and gives the value for a missing
/// member, so that the rest is looked at too.
/// </summary>
/// <param name="value">The object; something else is a finding.</param>
/// <param name="path">Where it is, for example <c>actions[1]</c>; empty for the whole file.</param>
/// <param name="findings">Gets what is wrong.</param>
internal sealed class Section(LocatedValue value, string path, Findings findings)
{
    private readonly List<string> known = [];
    private readonly bool isObject = IsObject(value, path, findings);

    /// <summary>Where the object begins.</summary>
    public int Line => value.Line;

    /// <summary>A member that is read by somebody else, or null.</summary>
    public LocatedValue? Take(string name)
    {
        known.Add(name);
        return value[name] is { Kind: not ValueKind.Null } member ? member : null;
    }

    /// <summary>A text.</summary>
    /// <param name="name">The member.</param>
    /// <param name="example">A right one.</param>
    /// <param name="required">True if it must be there.</param>
    /// <param name="wrong">Says what is wrong with a text, or null.</param>
    public string? Text(string name, string example, bool required = false, Func<string, string?>? wrong = null)
    {
        if (Take(name) is not { } member)
        {
            if (required && isObject)
                findings.Add(value.Line, Path(name), "is missing.", $"\"{name}\": \"{example}\"");
            return null;
        }

        if (member.Kind != ValueKind.Text || member.Text.Length is 0 or > 4096 || member.Text.Any(char.IsControl))
            return Wrong<string>(name, member, "a non-empty string", $"\"{example}\"");
        if (wrong?.Invoke(member.Text) is not { } why)
            return member.Text;
        findings.Add(member.Line, Path(name), $"{why}, got {member.Short()}.", $"\"{example}\"");
        return null;
    }

    /// <summary>One of several words.</summary>
    public string Choice(string name, string otherwise, params string[] words) =>
        Text(name, words[0], wrong: text => words.Contains(text) ? null : $"expected {string.Join(", ", words[..^1])} or {words[^1]}") ?? otherwise;

    /// <summary>A whole number.</summary>
    public int Whole(string name, int least, int most, int otherwise) => (int)Long(name, least, most, otherwise);

    /// <summary>A whole number, which may be large.</summary>
    public long Long(string name, long least, long most, long otherwise)
    {
        if (Take(name) is not { } member)
            return otherwise;
        bool right = member.Kind == ValueKind.Number && long.TryParse(member.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most;
        return right ? long.Parse(member.Text, CultureInfo.InvariantCulture) : Wrong(name, member, $"a whole number from {least} to {most}", $"{Math.Clamp(otherwise, least, most)}", otherwise);
    }

    /// <summary>A number.</summary>
    public double? Number(string name, double least, double most, double example)
    {
        if (Take(name) is not { } member)
            return null;
        if (member.Kind == ValueKind.Number && double.TryParse(member.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most)
            return number;
        return Wrong<double?>(name, member, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), example.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise) => Take(name) switch
    {
        null => otherwise,
        { Kind: ValueKind.Flag } member => member.Text == "true",
        { } member => Wrong(name, member, "true or false", otherwise ? "true" : "false", otherwise),
    };

    /// <summary>An object, or null if it is missing.</summary>
    public Section? Object(string name) => Take(name) is { } member ? new Section(member, Path(name), findings) : null;

    /// <summary>The objects of a list.</summary>
    public IEnumerable<Section> Objects(string name) => List(name, "an object each").Select((item, i) => new Section(item, $"{Path(name)}[{i}]", findings));

    /// <summary>The non-empty texts of a list.</summary>
    public IEnumerable<LocatedValue> Texts(string name, string example)
    {
        foreach ((int i, LocatedValue item) in List(name, $"strings such as \"{example}\"").Index())
        {
            if (item.Kind == ValueKind.Text && item.Text.Length > 0)
                yield return item;
            else
                findings.Add(item.Line, $"{Path(name)}[{i}]", $"expected a non-empty string, got {item.Short()}.", $"\"{example}\"");
        }
    }

    /// <summary>All members, for objects whose names are the user's.</summary>
    public IEnumerable<(LocatedMember Member, Section Section)> Each()
    {
        foreach (LocatedMember member in value.Members)
        {
            known.Add(member.Name);
            yield return (member, new Section(member.Value, Path(member.Name), findings));
        }
    }

    /// <summary>Adds a finding about a member that is right by itself.</summary>
    public void Refuse(string name, string message) => findings.Add(value[name]?.Line ?? value.Line, Path(name), message);

    /// <summary>Makes findings of the members that nobody asked for.</summary>
    public void End()
    {
        foreach (LocatedMember member in value.Members.Where(member => !known.Contains(member.Name)))
        {
            string? near = known.FirstOrDefault(name => Near(name, member.Name));
            findings.Add(member.Line, Path(new LocatedValue(ValueKind.Number, 0) { Text = member.Name }.Short()), near is null ? $"is unknown here. Known: {string.Join(", ", known)}." : $"is unknown here. Is '{near}' meant?");
        }
    }

    private static bool IsObject(LocatedValue value, string path, Findings findings)
    {
        if (value.Kind == ValueKind.Object)
            return true;
        findings.Add(value.Line, path, $"expected an object in braces, got {value.Short()}.");
        return false;
    }

    // Another case, or one letter too many, too few or wrong.
    private static bool Near(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
            return false;
        int head = a.AsSpan().CommonPrefixLength(b), tail = 0;
        while (tail < Math.Min(a.Length, b.Length) - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;
        return Math.Max(a.Length, b.Length) - head - tail <= 1 || a.Equals(b, StringComparison.OrdinalIgnoreCase);
    }

    private List<LocatedValue> List(string name, string what)
    {
        LocatedValue? member = Take(name);
        if (member is { Kind: not ValueKind.List })
            Wrong<object>(name, member, $"a list in brackets, with {what}", "[]");
        return member?.Items ?? [];
    }

    private string Path(string name) => path.Length > 0 ? $"{path}.{name}" : name;

    private T? Wrong<T>(string name, LocatedValue member, string expected, string example, T? otherwise = default)
    {
        findings.Add(member.Line, Path(name), $"expected {expected}, got {member.Short()}.", example);
        return otherwise;
    }
}
