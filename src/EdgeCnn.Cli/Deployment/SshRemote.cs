using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>
/// A board over the system's ssh. One connection serves all commands: a first ssh holds it and is ended with this object. Files go
/// through <c>cat</c>, because scp tells how far it is to a terminal only.
/// </summary>
internal sealed class SshRemote : IRemote
{
    private const int ConnectionLost = 255;
    private const int MostCharacters = 8 << 20;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);
    private readonly SshTarget target;
    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-ssh-").FullName;
    private readonly string socket;
    private readonly Process master;

    private SshRemote(SshTarget target)
    {
        if (OperatingSystem.IsWindows())
            throw new EdgeCnnException("edgecnn deploy: Windows' ssh cannot share a connection among commands. Run it in WSL 2, or on Linux or macOS.", ExitCode.Usage);
        this.target = target;
        socket = Path.Combine(folder, "s");
        master = Start(target.Arguments(socket, "-o", "ControlMaster=yes", "-N"));
        master.StandardInput.Close();
    }

    /// <inheritdoc/>
    public string Name => target.Address;

    /// <summary>Connects.</summary>
    /// <inheritdoc cref="IRemote.Run"/>
    public static SshRemote Connect(SshTarget target, CancellationToken cancellation)
    {
        var remote = new SshRemote(target.Checked());
        try
        {
            remote.WaitForSocket(cancellation);
            return remote;
        }
        catch
        {
            remote.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public RemoteResult Run(IReadOnlyList<string> command, TimeSpan limit, CancellationToken cancellation) =>
        Run(command, limit, stream => stream.Close(), cancellation);

    /// <inheritdoc/>
    public void Upload(Stream content, string path, Action<int> sent, CancellationToken cancellation)
    {
        // A connection that stands still is ended by ssh itself; what moves may take as long as it needs.
        RemoteResult result = Run(["sh", "-c", "exec cat >\"$1\"", "sh", path], Timeout.InfiniteTimeSpan, stream =>
        {
            byte[] block = new byte[65536];
            for (int read; (read = content.Read(block)) > 0; sent(read))
            {
                cancellation.ThrowIfCancellationRequested();
                stream.Write(block, 0, read);
                stream.Flush();
            }

            stream.Close();
        }, cancellation);
        if (result.Code != 0)
            throw new EdgeCnnException($"{Name}: {path} cannot be written: {result.Error.Trim().ReplaceLineEndings(" ")} Check the free space on the board ('df').", ExitCode.Device);
    }

    /// <inheritdoc/>
    public int Follow(IReadOnlyList<string> command, Action<string> line, CancellationToken cancellation)
    {
        using Process process = Start([.. target.Arguments(socket, "-o", "ControlMaster=no"), ShellWords.Join(command)]);
        process.StandardInput.Close();
        using CancellationTokenRegistration stop = cancellation.Register(() => Kill(process));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (process.StandardOutput.ReadLine() is { } text)
            line(text);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode != ConnectionLost ? process.ExitCode : throw Lost(errors.Result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill(master);
        master.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // An empty folder of the temporary ones is no reason to fail.
        }
    }

    private RemoteResult Run(IReadOnlyList<string> command, TimeSpan limit, Action<Stream> write, CancellationToken cancellation)
    {
        using Process process = Start([.. target.Arguments(socket, "-o", "ControlMaster=no"), ShellWords.Join(command)]);
        StringBuilder output = new(), error = new();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        using CancellationTokenRegistration stop = limited.Token.Register(() => Kill(process));
        try
        {
            write(process.StandardInput.BaseStream);
        }
        catch (IOException)
        {
            // The other end has gone; its exit code says more.
        }

        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (limited.IsCancellationRequested)
            throw new EdgeCnnException($"{Name}: '{string.Join(' ', command.SkipWhile(word => word is "sudo" or "-n").Take(3))}' took longer than {limit.TotalSeconds:F0} s. Look at the board: edgecnn deploy status {Name}.", ExitCode.Device);
        return process.ExitCode != ConnectionLost ? new RemoteResult(process.ExitCode, output.ToString(), error.ToString()) : throw Lost(error.ToString());
    }

    private void WaitForSocket(CancellationToken cancellation)
    {
        var errors = new StringBuilder();
        master.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        master.BeginErrorReadLine();
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(socket))
        {
            if (cancellation.WaitHandle.WaitOne(50))
                cancellation.ThrowIfCancellationRequested();
            if (!master.HasExited && Stopwatch.GetElapsedTime(start) < ConnectLimit)
                continue;
            Kill(master);
            master.WaitForExit();
            throw Lost(errors.ToString());
        }
    }

    private EdgeCnnException Lost(string said)
    {
        string text = said.Trim().ReplaceLineEndings(" ");
        string advice = text.Contains("Host key", StringComparison.Ordinal) ? $"Connect once by hand and compare the key: ssh {Name}."
            : text.Contains("Permission denied", StringComparison.Ordinal) ? $"Put your key onto the board: ssh-copy-id {Name}; or name one with --identity."
            : "Check that the board is on and in the network.";
        return new EdgeCnnException($"{Name}: no connection: {(text.Length > 0 ? text.TrimEnd('.') : "ssh ended without a word")}. {advice}", ExitCode.Device);
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("ssh", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new EdgeCnnException("the program ssh is not installed or cannot be started.", ExitCode.Device, error);
        }
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            if (line is not null && text.Length + line.Length < MostCharacters)
                text.Append(line).Append('\n');
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
