using System.Globalization;
using System.Text;

namespace EdgeCnn.Agent.Page.Saving;

/// <summary>A label as the name of a folder: it cannot leave its folder, and two labels share one only if they differ in outer spaces alone.</summary>
internal static class FolderName
{
    /// <summary>The longest label.</summary>
    public const int MostLetters = 64;

    // ext4, and every file system that a board may have, takes 255 bytes.
    private const int MostBytes = 200;

    /// <summary>Makes the name. Letters, digits, spaces, <c>-</c>, <c>_</c> and inner dots stay; other signs become %XX, as in an address.</summary>
    /// <returns>False for a label that is empty, too long or has control characters.</returns>
    public static bool TryMake(string label, out string name)
    {
        name = "";
        if (label.Length is 0 or > MostLetters || label.Any(char.IsControl) || !IsWellFormed(label))
            return false;
        string text = label.Trim().Normalize(NormalizationForm.FormC);
        var made = new StringBuilder();
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A dot in front would hide the folder, and two of them would leave it; Windows drops a last one.
            bool inner = at > 0 && at + 1 < text.Length;
            at += rune.Utf16SequenceLength;
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' || (rune.Value == '.' && inner) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                made.Append(rune.ToString());
            else
                Escape(made, rune);
        }

        name = made.ToString();
        return name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MostBytes;
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }

    private static void Escape(StringBuilder made, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        int count = rune.EncodeToUtf8(bytes);
        foreach (byte value in bytes[..count])
            made.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
    }
}
