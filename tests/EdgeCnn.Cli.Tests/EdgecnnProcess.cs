using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace EdgeCnn.Cli.Tests;

/// <summary>
/// What a user runs: the program in a process of its own. Its assembly lies beside the tests', so this suite is one for
/// a host with an SDK and not for a single file.
/// </summary>
internal sealed class EdgecnnProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Task<string> output;

    private EdgecnnProcess(IEnumerable<string> args, int? largestFile = null)
    {
        // A test run in the background of a shell ignores SIGINT, and its children would inherit that.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // What a full disk does to a file that grows: the shell's limit, without the signal that goes with it. The runtime's own code memory would meet it too.
        string[] limit = largestFile is { } blocks ? ["DOTNET_EnableWriteXorExecute=0", "bash", "-c", $"trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"", "limited"] : [];
        foreach (string arg in (string[])["--default-signal=INT", .. limit, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "edgecnn.dll"), .. args])
            start.ArgumentList.Add(arg);
        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
    }

    public static EdgecnnProcess Start(params IEnumerable<string> args) => new(args);

    public static CommandResult Run(params IEnumerable<string> args)
    {
        using var started = new EdgecnnProcess(args);
        return started.End();
    }

    /// <summary>Runs a command that cannot write files above so many KiB.</summary>
    public static CommandResult RunLimited(int kibibytes, params IEnumerable<string> args)
    {
        using var started = new EdgecnnProcess(args, kibibytes);
        return started.End();
    }

    /// <summary>Runs a command that must succeed and reads the one JSON document on its output.</summary>
    public static JsonElement RunJson(params IEnumerable<string> args)
    {
        CommandResult result = Run([.. args, "--json"]);
        Assert.True(result.Code == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    /// <summary>Reads standard error up to a line with a text in it.</summary>
    public void WaitForError(string part)
    {
        while (process.StandardError.ReadLine() is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"'{part}' was never said.");
    }

    public void Signal(string name)
    {
        int sent = ProcessSignal.Send(process.Id, name switch { "INT" => ProcessSignal.Interrupt, "KILL" => ProcessSignal.Kill, _ => ProcessSignal.Terminate });
        Assert.Equal(0, sent);
    }

    public CommandResult End()
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(Task.WaitAll([output, error], Patience) && process.WaitForExit(Patience), "The program did not end.");
        return new CommandResult(process.ExitCode, output.Result, error.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}

/// <summary>What a command left with and said.</summary>
internal sealed record CommandResult(int Code, string Output, string Error)
{
    /// <summary>Asserts how a command must refuse: one line on standard error that says enough, nothing on standard output.</summary>
    public void AssertRefused(int code, params string[] parts)
    {
        Assert.True(Code == code, $"exit code {Code}, expected {code}: {Error}");
        Assert.Equal("", Output);
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Error[..^1]);
        Assert.StartsWith("edgecnn", Error, StringComparison.Ordinal);
        foreach (string part in parts)
            Assert.Contains(part, Error, StringComparison.Ordinal);
    }
}
