using System.Globalization;
using System.Net;

namespace EdgeCnn.Agent.Verbs;

/// <summary>Reads the values of options.</summary>
internal static class OptionText
{
    /// <summary>The most threads that any verb takes.</summary>
    public const int MostThreads = 64;

    /// <summary>A whole number of digits alone.</summary>
    /// <exception cref="FormatException">It is none, or out of range.</exception>
    public static long Whole(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw new FormatException($"expected a whole number from {least} to {most}, got '{text}'.");

    /// <summary>An IP address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IPAddress Address(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? address : throw new FormatException($"expected an IP address, for example 0.0.0.0 for all of this machine, got '{text}'.");
}
