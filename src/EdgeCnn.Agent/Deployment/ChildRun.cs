using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Deployment;

/// <summary>What a program left with and wrote.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output, cut off.</param>
/// <param name="Error">Standard error, cut off.</param>
internal sealed record ChildRun(int Code, string Output, string Error)
{
    private const int MostCharacters = 4 << 20;

    /// <summary>Runs a program to its end, without a shell.</summary>
    /// <exception cref="EdgeCnnException">It cannot be started, or takes too long and was ended (<see cref="ExitCode.Device"/>).</exception>
    public static ChildRun Of(string program, IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start };
        StringBuilder output = new(), error = new();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception cause)
        {
            throw new EdgeCnnException($"{program} cannot be started: {cause.Message}.", ExitCode.Device, cause);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new EdgeCnnException($"{program} {string.Join(' ', arguments)} took longer than {limit.TotalSeconds:F0} s and was ended.", ExitCode.Device);
        }

        // The one above returns before the last lines are here.
        process.WaitForExit();
        return new ChildRun(process.ExitCode, output.ToString(), error.ToString());
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null && text.Length + line.Length < MostCharacters)
            text.Append(line).Append('\n');
    }
}
