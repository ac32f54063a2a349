using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace EdgeCnn.Devices.Board;

/// <summary>Asks a Raspberry Pi's firmware through its own program.</summary>
internal static class Firmware
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks whether power or heat holds the processor back.</summary>
    /// <returns>False where there is no such program, it does not answer in time, or the answer makes no sense.</returns>
    public static bool TryAsk(string program, out ThrottleFlags flags)
    {
        flags = ThrottleFlags.None;
        var start = new ProcessStartInfo(program, ["get_throttled"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            var text = new char[64];
            Task<int> answer = process.StandardOutput.ReadBlockAsync(text, 0, text.Length);
            bool ended = answer.Wait(Patience) && process.WaitForExit(Patience);
            if (!ended)
                process.Kill();
            return ended && process.ExitCode == 0 && TryParse(new string(text, 0, answer.Result), out flags);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException or AggregateException)
        {
            return false;
        }
    }

    /// <summary>Reads an answer such as <c>throttled=0x50005</c>.</summary>
    internal static bool TryParse(string answer, out ThrottleFlags flags)
    {
        const string Start = "throttled=0x";
        string text = answer.Trim('\n', ' ', '\0');
        int bits = 0;
        bool good = text.StartsWith(Start, StringComparison.Ordinal) && int.TryParse(text.AsSpan(Start.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
        flags = (ThrottleFlags)bits;
        return good;
    }
}
