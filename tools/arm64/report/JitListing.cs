using System.Text.RegularExpressions;

namespace EdgeCnn.Tools.Report;

/// <summary>One compiled method.</summary>
/// <param name="Type">The type as the JIT names it.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Body">Its instructions.</param>
/// <param name="Labels">The instruction before which each label stands.</param>
internal sealed record JitMethod(string Type, string Method, IReadOnlyList<string> Body, IReadOnlyDictionary<string, int> Labels)
{
    /// <summary>The loops that hold no other: backward branches with what lies between them and their target.</summary>
    public IEnumerable<IReadOnlyList<string>> InnermostLoops()
    {
        var loops = new List<(int First, int End)>();
        for (int i = 0; i < Body.Count; i++)
        {
            if (JitListing.Target(Body[i]) is { } label && Labels.TryGetValue(label, out int first) && first <= i)
                loops.Add((first, i + 1));
        }

        // A loop may have several branches back to its start; the last one ends it.
        loops = [.. loops.GroupBy(loop => loop.First).Select(group => group.MaxBy(loop => loop.End))];
        return loops.Where(outer => !loops.Any(inner => inner != outer && outer.First <= inner.First && inner.End <= outer.End))
            .Select(loop => (IReadOnlyList<string>)[.. Body.Skip(loop.First).Take(loop.End - loop.First)]);
    }
}

/// <summary>What DOTNET_JitDisasm writes for arm64.</summary>
internal static partial class JitListing
{
    public static IReadOnlyList<JitMethod> Read(string path)
    {
        var methods = new List<JitMethod>();
        var body = new List<string>();
        var labels = new Dictionary<string, int>();
        foreach (string line in File.ReadLines(path))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                (body, labels) = ([], []);
                methods.Add(new JitMethod(heading.Groups["type"].Value, heading.Groups["method"].Value, body, labels));
            }
            else if (Label().Match(line) is { Success: true } label)
            {
                labels[label.Groups[1].Value] = body.Count;
            }
            else if (Instruction().Match(line) is { Success: true } instruction && !line.TrimStart().StartsWith("align", StringComparison.Ordinal))
            {
                body.Add(instruction.Groups[1].Value);
            }
        }

        return methods;
    }

    /// <summary>The label that a branch inside the method goes to.</summary>
    public static string? Target(string instruction) => Branch().Match(instruction) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The instruction as LLVM's assembler reads it; labels become one, which stands before the code.</summary>
    public static string ForAssembler(string instruction)
    {
        string text = JitLabel().Replace(instruction, "start");
        text = ConditionalBranch().Replace(text, "b.$1");
        text = Literal().Replace(text, "start");
        text = Call().Replace(text, "bl start");
        text = Shift().Replace(text, "$1, $2");
        text = Flags().Replace(text, match => $"{match.Groups[1].Value}#{Nzcv(match.Groups[2].Value)},");
        return Register().Replace(text, match => match.Value switch { "fp" => "x29", "lr" => "x30", "xip0" => "x16", "wip0" => "w16", "wip1" => "w17", _ => "x17" });
    }

    private static int Nzcv(string flags) => (flags.Contains('n') ? 8 : 0) + (flags.Contains('z') ? 4 : 0) + (flags.Contains('c') ? 2 : 0) + (flags.Contains('v') ? 1 : 0);

    [GeneratedRegex(@"^; Assembly listing for method (?<type>[^:]+):(?<method>[^(\[]+)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s{8,}([a-z][^;]*?)\s*(;.*)?$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"^(?:b|b\.?\w\w|cbn?z|tbn?z)\s+(?:.*,\s*)?(G_\w+)$")]
    private static partial Regex Branch();

    [GeneratedRegex(@"\bG_\w+")]
    private static partial Regex JitLabel();

    [GeneratedRegex(@"^b(eq|ne|gt|ge|lt|le|hi|hs|lo|ls|mi|pl|vs|vc)\b")]
    private static partial Regex ConditionalBranch();

    [GeneratedRegex(@"\[@\w+\]")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^bl\s.*")]
    private static partial Regex Call();

    [GeneratedRegex(@"(#\w+) (LSL)\b")]
    private static partial Regex Shift();

    [GeneratedRegex(@"^(ccm[pn]\s+\w+,\s*#?\w+,\s*)([nzcv0]+),")]
    private static partial Regex Flags();

    [GeneratedRegex(@"\b(fp|lr|[xw]ip[01])\b")]
    private static partial Regex Register();
}
