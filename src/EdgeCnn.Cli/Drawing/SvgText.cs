using System.Globalization;
using System.Text;

namespace EdgeCnn.Cli.Drawing;

/// <summary>Text and numbers as SVG wants them.</summary>
internal static class SvgText
{
    /// <summary>Text for an element or an attribute; a character that XML cannot hold becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                (< 0x20 and not '\t' and not '\n') or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A text that is at most so many characters long: the end of a name says more than its beginning.</summary>
    public static string Fit(string text, int characters) => text.Length <= characters ? text : $"…{text[^Math.Max(characters - 1, 1)..]}";

    /// <summary>Markup with numbers in the invariant form, at most one digit behind the point.</summary>
    public static StringBuilder Line(this StringBuilder svg, FormattableString markup)
    {
        object?[] arguments = [.. markup.GetArguments().Select(argument => argument is double number ? Math.Round(number, 1) : argument)];
        return svg.AppendFormat(CultureInfo.InvariantCulture, markup.Format, arguments).Append('\n');
    }

    /// <summary>For example 1.2 M.</summary>
    public static string Count(long number) => number switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e9:0.##} G"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.##} M"),
        >= 10_000 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e3:0.#} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number:N0}"),
    };
}
