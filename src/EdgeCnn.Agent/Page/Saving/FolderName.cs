using System.Text;

namespace EdgeCnn.Agent.Page.Saving;

/// <summary>A label as the name of a folder, by the rule that training reads folders with; it cannot leave its folder.</summary>
internal static class FolderName
{
    /// <summary>The longest label.</summary>
    public const int MostLetters = 64;

    // ext4, and every file system that a board may have, takes 255 bytes.
    private const int MostBytes = 200;

    /// <summary>Makes the name: <c>/</c> and <c>\</c> become <c>_</c>, and so does a dot in front, which would hide the folder or leave it.</summary>
    /// <returns>False for a label that is empty, too long, has control characters or is no Unicode.</returns>
    public static bool TryMake(string label, out string name)
    {
        name = "";
        if (label.Length is 0 or > MostLetters || label.Any(char.IsControl) || !IsWellFormed(label))
            return false;
        name = label.Trim().Replace('/', '_').Replace('\\', '_');
        if (name.StartsWith('.'))
            name = $"_{name[1..]}";
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
}
