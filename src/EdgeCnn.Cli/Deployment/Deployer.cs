using System.Diagnostics;
using System.Text.Json;
using EdgeCnn.Bundles;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>
/// Brings a bundle, and an agent where it is another one, onto a board: look, send, verify there, prove there, switch, watch. Up to
/// the switch nothing that runs is touched; the switch is the board's own and ends by itself if the connection is lost.
/// </summary>
/// <param name="remote">The board.</param>
/// <param name="order">What to do.</param>
/// <param name="output">Shows steps and progress.</param>
internal sealed class Deployer(IRemote remote, DeployOrder order, CommandOutput output)
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);
    private long sentBytes;

    /// <summary>Deploys.</summary>
    /// <returns>What happened; not <see cref="DeployReport.Ok"/> if the new slot was not well and the one before runs again.</returns>
    /// <exception cref="EdgeCnnException">A step failed; its exit code says what kind it was.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was set.</exception>
    public DeployReport Run(CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        // What is wrong here needs no board.
        Bundle.Open(order.Bundle);
        AgentPackage? agent = order.Agent is null ? null : new AgentPackage(order.Agent);
        BoardFacts board = BoardFacts.Ask(remote, order.Root, cancellation);
        var verbs = new BoardAgent(remote, board.AsRoot, order.Root, order.Unit);
        bool sendAgent = agent is not null && !(board.HasAgent && IsThere(verbs, agent, cancellation));
        if (!board.HasAgent && agent is null)
            throw new EdgeCnnException($"{remote.Name}: no agent is installed there yet. Publish one and name its folder: deploy/publish.sh linux-arm64 agent; edgecnn deploy … --agent agent.", ExitCode.Usage);
        long bundleBytes = new FileInfo(order.Bundle).Length;
        board.Require(remote.Name, sendAgent ? agent!.Machine : null, bundleBytes + (sendAgent ? agent!.Bytes : 0), UnpackedBytes() + (sendAgent ? agent!.Bytes : 0));
        output.Note($"{remote.Name}: {board.Machine}, {board.FreeRootBytes >> 20} MiB free, {(board.HasAgent ? sendAgent ? "agent differs" : "agent stays" : "no agent yet")}");

        using StagingFolder staging = StagingFolder.Create(remote, cancellation);
        string bundle = Send(staging, sendAgent ? agent : null, bundleBytes, cancellation);
        staging.Verify(cancellation);
        string program = sendAgent ? Unpack(staging, cancellation) : verbs.Active;
        string[] doctor = verbs.Doctor(program, cancellation);
        foreach (string finding in doctor)
            output.Note($"{remote.Name}: doctor: {finding}");
        output.Note($"{remote.Name}: files verified there; selftest and golden vectors …");
        var (_, installed) = verbs.Ask(program, Long, cancellation, ["install", bundle, .. sendAgent ? (string[])["--agent", $"{staging.Path}/agent"] : []]);
        string slot = BoardAgent.Text(installed, "slot") ?? throw new EdgeCnnException($"{remote.Name}: install gave no slot.", ExitCode.Device);
        if (!slot.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new EdgeCnnException($"{remote.Name}: install gave the slot '{slot}', which is no name of one.", ExitCode.Device);
        Prepare(staging, board, cancellation);
        output.Note($"{remote.Name}: {slot} installed; switching and watching for {order.HealthSeconds} s …");
        var (code, activated) = Activate(verbs, slot, cancellation);
        return new DeployReport(
            code == 0, remote.Name, board.Machine, slot, BoardAgent.IsTrue(installed, "isNew"), BoardAgent.Text(installed, "model"), sendAgent, sentBytes, BoardAgent.Number(installed, "checks"),
            BoardAgent.Number(installed, "goldenVectors"), BoardAgent.Text(installed, "kernels"), BoardAgent.Text(activated, "active"), BoardAgent.Text(activated, "previous"), BoardAgent.Text(activated, "detail"),
            doctor, Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1));
    }

    private long UnpackedBytes()
    {
        using BundleReader bundle = BundleReader.Open(order.Bundle);
        return bundle.Bytes;
    }

    private static bool IsThere(BoardAgent verbs, AgentPackage agent, CancellationToken cancellation)
    {
        var (_, status) = verbs.Ask(verbs.Active, Short, cancellation, "status");
        string? active = BoardAgent.Text(status, "active");
        return active is not null && status.TryGetProperty("slots", out JsonElement slots) && slots.ValueKind == JsonValueKind.Array
            && slots.EnumerateArray().Any(slot => BoardAgent.Text(slot, "name") == active && BoardAgent.Text(slot, "agentSha256") == agent.Sha256);
    }

    private string Send(StagingFolder staging, AgentPackage? agent, long bundleBytes, CancellationToken cancellation)
    {
        string bundle = "";
        output.Progress("sending", bundleBytes + (agent?.Bytes ?? 0), show =>
        {
            long start = Stopwatch.GetTimestamp();
            foreach (var (name, content) in SystemFiles.All)
            {
                using var from = new MemoryStream(content);
                staging.Send(name, from, _ => { }, cancellation);
            }

            using (FileStream from = File.OpenRead(order.Bundle))
                bundle = staging.Send("bundle.ecnnb", from, Sent, cancellation);
            if (agent is not null)
            {
                using FileStream tar = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose);
                agent.WriteTar(tar);
                tar.Position = 0;
                staging.Send("agent.tar", tar, Sent, cancellation);
            }

            void Sent(int bytes)
            {
                sentBytes += bytes;
                show(sentBytes, $"{sentBytes / 1e6 / Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.001):F1} MB/s");
            }
        });
        return bundle;
    }

    private string Unpack(StagingFolder staging, CancellationToken cancellation)
    {
        Require(remote.Run(["mkdir", $"{staging.Path}/agent"], Short, cancellation), "the agent cannot be unpacked");
        Require(remote.Run(["tar", "-xf", $"{staging.Path}/agent.tar", "-C", $"{staging.Path}/agent"], Long, cancellation), "the agent cannot be unpacked");
        return $"{staging.Path}/agent/edgecnn-agent";
    }

    private void Prepare(StagingFolder staging, BoardFacts board, CancellationToken cancellation) =>
        Require(remote.Run([.. board.AsRoot, "sh", $"{staging.Path}/install.sh", "--prepare", order.Root, order.Unit], Long, cancellation), "user, folders and service cannot be set up");

    private (int Code, JsonElement Document) Activate(BoardAgent verbs, string slot, CancellationToken cancellation)
    {
        try
        {
            // By the slot's own agent: what was sent is removed when we go, and the board may still be at it.
            string program = $"{order.Root}/slots/{slot}/agent/edgecnn-agent";
            // Starting and stopping of the service may take minutes on top of the watch, twice if it has to go back.
            return verbs.Ask(program, TimeSpan.FromSeconds(order.HealthSeconds) + Long, cancellation, "activate", slot, "--health-seconds", $"{order.HealthSeconds}");
        }
        catch (EdgeCnnException error) when (error.ExitCode == ExitCode.Device && error.Message.Contains("no connection", StringComparison.Ordinal))
        {
            throw new EdgeCnnException($"{error.Message} {Goes}", ExitCode.Device, error);
        }
        catch (OperationCanceledException)
        {
            output.Note($"{remote.Name}: {Goes}");
            throw;
        }
    }

    private string Goes => $"The board ends the switch by itself and goes back if the new slot is not well; ask it: edgecnn deploy status {remote.Name}.";

    private void Require(RemoteResult result, string what)
    {
        if (result.Code != 0)
            throw new EdgeCnnException($"{remote.Name}: {what}: {result.Error.Trim().ReplaceLineEndings(" ")} Nothing that runs was changed.", ExitCode.Device);
    }
}
