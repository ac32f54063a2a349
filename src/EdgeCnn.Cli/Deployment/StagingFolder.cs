using System.Security.Cryptography;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>A folder on a board for what is sent; gone with all that is in it when a deployment ends, however it ends.</summary>
internal sealed class StagingFolder : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly IRemote remote;
    private readonly List<(string Path, string Sha256)> sent = [];

    private StagingFolder(IRemote remote, string path)
    {
        this.remote = remote;
        Path = path;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes one.</summary>
    /// <inheritdoc cref="IRemote.Run"/>
    public static StagingFolder Create(IRemote remote, CancellationToken cancellation)
    {
        string start = $"{BoardFacts.StagingParent}/edgecnn-deploy.";
        RemoteResult result = remote.Run(["mktemp", "-d", $"{start}XXXXXXXX"], Limit, cancellation);
        string path = result.Output.Trim();
        // Everything below is sent to, run and removed: it must be what was asked for.
        if (result.Code != 0 || !path.StartsWith(start, StringComparison.Ordinal) || !path.AsSpan(start.Length).ToString().All(char.IsAsciiLetterOrDigit))
            throw new EdgeCnnException($"{remote.Name}: no folder below {BoardFacts.StagingParent} can be made: {result.Error.Trim().ReplaceLineEndings(" ")} Check its free space and rights.", ExitCode.Device);
        return new StagingFolder(remote, path);
    }

    /// <summary>Sends a file.</summary>
    /// <returns>Where it lies on the board.</returns>
    /// <inheritdoc cref="IRemote.Run"/>
    public string Send(string name, Stream content, Action<int> progress, CancellationToken cancellation)
    {
        string path = $"{Path}/{name}";
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        content.Position = 0;
        remote.Upload(content, path, progress, cancellation);
        sent.Add((path, hash));
        return path;
    }

    /// <summary>Lets the board compute the hashes of all that was sent.</summary>
    /// <exception cref="EdgeCnnException">One differs (<see cref="ExitCode.CheckFailed"/>).</exception>
    public void Verify(CancellationToken cancellation)
    {
        RemoteResult result = remote.Run(["sha256sum", "--", .. sent.Select(file => file.Path)], Limit, cancellation);
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < sent.Count; i++)
        {
            if (i >= lines.Length || lines[i] != $"{sent[i].Sha256}  {sent[i].Path}")
                throw new EdgeCnnException($"{remote.Name}: {sent[i].Path} is not what was sent: expected SHA-256 {sent[i].Sha256}, got {(i < lines.Length ? lines[i].Split(' ')[0] : result.Error.Trim())}. Nothing was changed. Deploy again; if it stays so, check the board's card.", ExitCode.CheckFailed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            // Also when the user gave up: what was sent must not stay.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            remote.Run(["rm", "-rf", "--", Path], TimeSpan.FromSeconds(20), patience.Token);
        }
        catch (Exception error) when (error is EdgeCnnException or OperationCanceledException)
        {
            // Without a connection it stays; systemd empties this place of what is a month old.
        }
    }
}
