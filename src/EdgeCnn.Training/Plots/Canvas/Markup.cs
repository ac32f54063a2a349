using System.Text;

namespace EdgeCnn.Training.Plots.Canvas;

/// <summary>Text that comes from outside, made harmless for XML and HTML.</summary>
internal static class Markup
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
}
