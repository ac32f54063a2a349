using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace EdgeCnn.Agent.Doctor;

/// <summary>Whether the time of day is set: boards have no battery for it.</summary>
internal static partial class ClockFindings
{
    /// <summary>The year that this program was made in, out of its copyright line; 0 if that names none.</summary>
    public static int BuildYear { get; } = int.TryParse(Year().Match(typeof(ClockFindings).Assembly.GetCustomAttribute<AssemblyCopyrightAttribute>()?.Copyright ?? "").Value, NumberStyles.None, CultureInfo.InvariantCulture, out int year) ? year : 0;

    /// <summary>One line.</summary>
    /// <param name="now">The time of day.</param>
    /// <param name="buildYear">The year before which it cannot be.</param>
    public static Finding Of(DateTime now, int buildYear) => now.Year < buildYear
        ? new Finding("time", FindingLevel.Fix, string.Create(CultureInfo.InvariantCulture, $"the clock says {now:yyyy-MM-dd}, before this program was made."), "Connect the board to a network and run 'timedatectl set-ntp true', or set it: sudo date -s '2026-01-31 12:00'. Logs and certificates need it.")
        : new Finding("time", FindingLevel.Ok, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} UTC"));

    [GeneratedRegex(@"\b20\d\d\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}
