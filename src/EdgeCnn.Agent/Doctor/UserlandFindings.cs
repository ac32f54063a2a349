using System.Text.RegularExpressions;

namespace EdgeCnn.Agent.Doctor;

/// <summary>Whether the board and its system are of 64 bits: the kernel may be while programs are not, so the kernel is not asked.</summary>
internal static partial class UserlandFindings
{
    private const string Shell = "bin/sh";

    /// <summary>All of them.</summary>
    /// <param name="board">The board's name.</param>
    /// <param name="pointerBytes">Of this process.</param>
    /// <param name="root">The file system's root; another one in tests.</param>
    public static IEnumerable<Finding> Of(string board, int pointerBytes, string root = "/")
    {
        if (OldBoard().IsMatch(board))
            yield return new Finding("userland", FindingLevel.Fix, $"{board} has an ARMv6 processor without NEON.", "Take a Raspberry Pi Zero 2 W, 3, 4 or 5.");
        int? shell = BitsOf(Path.Combine(root, Shell));
        yield return pointerBytes == 4 || shell == 32
            ? new Finding("userland", FindingLevel.Fix, $"the system's programs are of 32 bits{(pointerBytes == 4 ? ", this one too" : "")}, whatever its kernel is.", "Install the 64-bit image of your board's system; a 64-bit kernel alone is not enough.")
            : new Finding("userland", FindingLevel.Ok, $"64 bits{(shell is null ? "" : ", as the system's own programs are")}");
    }

    // The fifth byte of an ELF file says what "getconf LONG_BIT" would.
    private static int? BitsOf(string path)
    {
        try
        {
            Span<byte> start = stackalloc byte[5];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.StartsWith("\x7f"u8) && start[1..4].SequenceEqual("ELF"u8) ? 32 * start[4] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // As the device tree names the boards of BCM2835; "Zero 2 W" and "Compute Module 3" are others.
    [GeneratedRegex(@"^Raspberry Pi (Zero( W)?|Model [AB]( Plus)?|Compute Module)( Rev .*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OldBoard();
}
