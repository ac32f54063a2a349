using System.Text.RegularExpressions;

namespace EdgeCnn.Tools.Report;

/// <summary>What arm64 instructions do, as far as a kernel's inner loop is judged by it.</summary>
internal static partial class Instructions
{
    /// <summary>
    /// Multiply-adds: one for each product that is added. Float products without an addition are not counted, since a
    /// requantization or a transform may be what they belong to; so a figure may be too low, never too high.
    /// </summary>
    public static int MultiplyAdds(string instruction)
    {
        Match match = Multiply().Match(instruction);
        if (!match.Success)
            return 0;
        string op = match.Groups["op"].Value, lanes = match.Groups["lanes"].Value;
        int results = lanes switch { "16b" => 16, "8b" or "8h" => 8, "4h" or "4s" => 4, "2s" or "2d" => 2, _ => 1 };
        return op.EndsWith("dot", StringComparison.Ordinal) ? 4 * results : results;
    }

    /// <summary>How products are made: <c>fmla</c>, <c>sdot</c>, <c>smull</c> (8 bits to 16), <c>smlal</c> (16 bits to 32) or <c>mla</c>.</summary>
    public static string? Multiplier(string instruction)
    {
        Match match = Multiply().Match(instruction);
        return !match.Success ? null : match.Groups["op"].Value switch
        {
            "sdot" or "udot" => "sdot",
            "mla" or "mls" or "mul" => "mla",
            ['f', ..] => "fmla",
            _ => match.Groups["lanes"].Value == "8h" ? "smull" : "smlal",
        };
    }

    public static bool IsLoad(string instruction) => instruction.StartsWith("ld", StringComparison.Ordinal);

    public static bool IsStore(string instruction) => instruction.StartsWith("st", StringComparison.Ordinal);

    /// <summary>A load or store in the method's frame: a register that did not suffice.</summary>
    public static bool IsSpill(string instruction) => (IsLoad(instruction) || IsStore(instruction)) && Frame().IsMatch(instruction);

    public static bool IsMove(string instruction) => Move().IsMatch(instruction);

    /// <summary>An instruction of the vector unit, loads and stores left out.</summary>
    public static bool IsVector(string instruction) => !IsLoad(instruction) && !IsStore(instruction) && Vector().IsMatch(instruction);

    /// <summary>An instruction on several elements at once; a loop without any works on what the others left over.</summary>
    public static bool IsPacked(string instruction) => Packed().IsMatch(instruction);

    [GeneratedRegex(@"\bv\d+\.\d+[bhsd]")]
    private static partial Regex Packed();

    [GeneratedRegex(@"^(?<op>[su]dot|fml[as]l?2?|f[n]?m(?:add|sub)|[su]ml[as]l2?|[su]mull2?|ml[as]|mul)\s+(?:v\d+\.(?<lanes>\d+[bhsd])|[shd]\d+)")]
    private static partial Regex Multiply();

    [GeneratedRegex(@"\[(sp|fp|x29)\b")]
    private static partial Regex Frame();

    [GeneratedRegex(@"^(mov|fmov|ins|dup|umov|smov)\s")]
    private static partial Regex Move();

    [GeneratedRegex(@"^\S+\s+(v\d+\.|[bhsdq]\d+\b)")]
    private static partial Regex Vector();
}
