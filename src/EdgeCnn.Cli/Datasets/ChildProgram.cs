using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Datasets;

/// <summary>Runs a program of this machine to its end, without a shell.</summary>
internal static class ChildProgram
{
    private const int ShownLength = 300;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    /// <summary>Runs a program and waits for it; it is ended with its children after 10 minutes or when the user gives up.</summary>
    /// <exception cref="EdgeCnnException">The program is not there, takes too long or fails (<see cref="ExitCode.Device"/>); with the start of what it wrote to standard error.</exception>
    public static void Run(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = new() { StartInfo = start };
        StringBuilder errors = new();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.Append(line.Data is null ? "" : line.Data + " ");
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw new EdgeCnnException($"the program {program} is not installed or cannot be started.", ExitCode.Device, error);
        }
        process.StandardInput.Close();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        Wait(process, program, cancellation);
        if (process.ExitCode == 0)
            return;
        string output = errors.ToString().Trim();
        string shown = output.Length > ShownLength ? output[..ShownLength] + "…" : output;
        throw new EdgeCnnException($"{program} {string.Join(' ', arguments)} left with code {process.ExitCode}: {shown}", ExitCode.Device);
    }

    private static void Wait(Process process, string program, CancellationToken cancellation)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(TimeLimit);
        try
        {
            process.WaitForExitAsync(limited.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            throw new EdgeCnnException($"{program} took longer than {TimeLimit.TotalMinutes} minutes and was ended.", ExitCode.Device);
        }
    }
}
