using System.Globalization;
using System.Text;

namespace EdgeCnn.Agent;

/// <summary>Reads the small text files by which the kernel tells of itself.</summary>
/// <param name="root">The file system's root; another one in tests.</param>
internal sealed class SystemText(string root)
{
    // A page, which is what such a file holds at most; /proc/cpuinfo and the like are not read here.
    private const int MostBytes = 4096;

    /// <summary>The text without what is blank at its ends, or null if there is none to be read.</summary>
    public string? Read(string path)
    {
        try
        {
            using FileStream file = new(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            Span<byte> bytes = stackalloc byte[MostBytes];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes[..length]).Trim('\0', ' ', '\n', '\t');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The whole number that the text is, or null.</summary>
    public long? Number(string path) => long.TryParse(Read(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>Names in a folder, in order; none if it cannot be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">As the shell's.</param>
    public IReadOnlyList<string> Names(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, folder), pattern).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
