using System.Diagnostics;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Actions;

/// <summary>Publishes events, one JSON line each, through a child `mosquitto_pub -l` that stays connected.</summary>
/// <remarks>
/// A child that ended is started again with the next event, after a wait that grows. What it had not sent is lost, and so is an event that comes
/// during the wait. User and password go to the child in a file of its own, never on its command line, which every user of the machine can read.
/// </remarks>
internal sealed class MqttAction : IAction
{
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(5), EndLimit = TimeSpan.FromSeconds(2), Steady = TimeSpan.FromSeconds(30);
    private readonly EventText text;
    private readonly MqttSettings settings;
    private readonly Backoff waits;
    private Process? child;
    private string? folder;
    private long startedAt;
    private long retryAt;
    private volatile string lastWords = "";

    /// <param name="name">What it is, for people.</param>
    /// <param name="filter">The changes that it wants.</param>
    /// <param name="text">Writes events.</param>
    /// <param name="settings">Broker and topic.</param>
    /// <param name="firstWait">The first wait before a child is started again; a second.</param>
    public MqttAction(string name, EventFilter filter, EventText text, MqttSettings settings, TimeSpan? firstWait = null)
    {
        (Name, Filter, this.text, this.settings) = (name, filter, text, settings);
        waits = new Backoff(firstWait ?? TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), Random.Shared);
    }

    public string Name { get; }

    public EventFilter Filter { get; }

    public void Run(in ActionEvent next, CancellationToken stop)
    {
        ReadOnlyMemory<byte> line = text.Write(next, line: true);
        if (child is { HasExited: true })
            throw Ended($"left with {child.ExitCode}");
        if (child is null)
            Start();
        try
        {
            // A child that does not read would hold this thread for ever.
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(WriteLimit);
            Stream input = child!.StandardInput.BaseStream;
            input.WriteAsync(line, limit.Token).AsTask().Wait(limit.Token);
            input.FlushAsync(limit.Token).Wait(limit.Token);
        }
        catch (Exception error) when (error is AggregateException or IOException or OperationCanceledException)
        {
            throw Ended(error is OperationCanceledException ? $"read nothing for {WriteLimit.TotalSeconds} s" : "closed its input");
        }
    }

    /// <summary>Looks once a second whether the child still runs, so that its end is told of before the next event.</summary>
    public TimeSpan Tick()
    {
        if (child is null)
            return Timeout.InfiniteTimeSpan;
        if (child.HasExited)
            throw Ended($"left with {child.ExitCode}");
        return TimeSpan.FromSeconds(1);
    }

    public void Dispose()
    {
        if (child is not null)
        {
            try
            {
                // The end of its input makes it send what it has and leave.
                child.StandardInput.Close();
                child.WaitForExit(EndLimit);
            }
            catch (IOException)
            {
                // It has left already.
            }

            Kill();
        }

        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private void Start()
    {
        if (Stopwatch.GetTimestamp() < retryAt)
            throw new EdgeCnnException($"{settings.Program} is started again later; event lost.{Words()}", ExitCode.Device);
        var start = new ProcessStartInfo(settings.Program) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in (string[])["-l", "-h", settings.Host, "-p", $"{settings.Port}", "-t", settings.Topic, "-q", $"{settings.Qos}"])
            start.ArgumentList.Add(argument);
        if (settings.CaFile is not null)
        {
            start.ArgumentList.Add("--cafile");
            start.ArgumentList.Add(settings.CaFile);
        }

        if (settings.CredentialsFile is not null)
            start.Environment["XDG_CONFIG_HOME"] = Credentials(settings.CredentialsFile);
        try
        {
            child = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw Ended($"cannot be started: {error.Message}. Install it: sudo apt install mosquitto-clients");
        }

        startedAt = Stopwatch.GetTimestamp();
        child.OutputDataReceived += static (_, _) => { };
        child.ErrorDataReceived += (_, words) => lastWords = words.Data is { Length: > 0 } said ? said[..Math.Min(said.Length, 200)] : lastWords;
        child.BeginErrorReadLine();
        child.BeginOutputReadLine();
    }

    private EdgeCnnException Ended(string how)
    {
        if (child is not null && Stopwatch.GetElapsedTime(startedAt) > Steady)
            waits.Reset();
        Kill();
        TimeSpan wait = waits.Next();
        retryAt = Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);
        return new EdgeCnnException($"{settings.Program} to {settings.Host}:{settings.Port} {how}; it is started again after {wait.TotalSeconds:0.0} s.{Words()}", ExitCode.Device);
    }

    private string Words() => lastWords.Length > 0 ? $" It said: {lastWords}" : "";

    private void Kill()
    {
        if (child is null)
            return;
        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has left already.
        }

        child.Dispose();
        child = null;
    }

    // mosquitto_pub reads further arguments from $XDG_CONFIG_HOME/mosquitto_pub, one a line.
    private string Credentials(string path)
    {
        string[] lines = [.. File.ReadLines(path).Take(3)];
        if (lines.Length != 2 || lines.Any(line => line.Length is 0 or > 1024 || line[0] == ' ' || line.Any(char.IsControl)))
            throw new EdgeCnnException($"{path}: expected two lines, the user and the password.", ExitCode.Usage);
        folder ??= Directory.CreateTempSubdirectory("edgecnn-mqtt-").FullName; // mode 0700
        File.WriteAllText(Path.Combine(folder, "mosquitto_pub"), $"--username {lines[0]}\n--pw {lines[1]}\n");
        return folder;
    }
}

/// <summary>Broker and topic.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1883, or 8883 with TLS.</param>
/// <param name="Topic">Without wildcards.</param>
/// <param name="Qos">0, 1 or 2, as MQTT counts.</param>
/// <param name="CredentialsFile">Two lines: user, password; null for none.</param>
/// <param name="CaFile">Certificates to trust, which means TLS; null for none.</param>
/// <param name="Program">The program that publishes.</param>
internal sealed record MqttSettings(string Host, int Port, string Topic, int Qos, string? CredentialsFile, string? CaFile, string Program = "mosquitto_pub");
