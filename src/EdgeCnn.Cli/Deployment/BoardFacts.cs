using System.Globalization;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Deployment;

/// <summary>What a board is, before anything is sent to it.</summary>
/// <param name="Machine">As <c>uname -m</c> names it.</param>
/// <param name="Bits">Of its programs, which is not what its kernel has.</param>
/// <param name="UserId">Who we are there.</param>
/// <param name="CanSudo">True if sudo asks for no password.</param>
/// <param name="HasSystemd">True if systemctl is there.</param>
/// <param name="HasAgent">True if an agent is active.</param>
/// <param name="FreeRootBytes">Room where slots lie.</param>
/// <param name="FreeStagingBytes">Room where files are uploaded to.</param>
internal sealed record BoardFacts(string Machine, int Bits, int UserId, bool CanSudo, bool HasSystemd, bool HasAgent, long FreeRootBytes, long FreeStagingBytes)
{
    /// <summary>Where uploads go: a disk also where /tmp is memory.</summary>
    public const string StagingParent = "/var/tmp";

    private const long SpareBytes = 32 << 20;

    // Every line is KEY=VALUE; the folder of slots may not be there yet, so the nearest one above it is measured.
    private const string Script = """
        echo "machine=$(uname -m)"
        echo "bits=$(getconf LONG_BIT)"
        echo "uid=$(id -u)"
        sudo -n true 2>/dev/null && echo sudo=1
        command -v systemctl >/dev/null && echo systemd=1
        [ -x "$1/current/agent/edgecnn-agent" ] && echo agent=1
        place=$1
        while [ ! -d "$place" ]; do place=$(dirname "$place"); done
        echo "root_kb=$(df -Pk "$place" | awk 'NR==2 {print $4}')"
        echo "staging_kb=$(df -Pk "$2" | awk 'NR==2 {print $4}')"
        """;

    /// <summary>What a command needs before it to run as root.</summary>
    public string[] AsRoot => UserId == 0 ? [] : ["sudo", "-n"];

    /// <summary>Asks a board.</summary>
    /// <exception cref="EdgeCnnException">It cannot be asked, or its answer is none (<see cref="ExitCode.Device"/>).</exception>
    public static BoardFacts Ask(IRemote remote, string root, CancellationToken cancellation)
    {
        RemoteResult result = remote.Run(["sh", "-c", Script, "sh", root, StagingParent], TimeSpan.FromSeconds(60), cancellation);
        Dictionary<string, string> values = [];
        foreach (string line in result.Output.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                values[line[..at]] = line[(at + 1)..].Trim();
        }

        if (!values.ContainsKey("machine") || !values.ContainsKey("staging_kb"))
            throw new EdgeCnnException($"{remote.Name}: does not answer as a Linux board: {result.Error.Trim().ReplaceLineEndings(" ")} Log in by hand and look.", ExitCode.Device);
        return new BoardFacts(values["machine"], (int)Number("bits"), (int)Number("uid"), values.ContainsKey("sudo"), values.ContainsKey("systemd"), values.ContainsKey("agent"), Number("root_kb") << 10, Number("staging_kb") << 10);

        long Number(string key) => values.TryGetValue(key, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }

    /// <summary>Refuses a board that a bundle and an agent cannot be installed on; says everything at once.</summary>
    /// <param name="name">How the user names it.</param>
    /// <param name="agentMachine">The processor that the agent to be sent is for, or null if none is sent.</param>
    /// <param name="uploadBytes">What is sent.</param>
    /// <param name="unpackedBytes">What that becomes.</param>
    /// <exception cref="EdgeCnnException">It is refused (<see cref="ExitCode.Device"/>).</exception>
    public void Require(string name, string? agentMachine, long uploadBytes, long unpackedBytes)
    {
        List<string> faults = [];
        if (Bits != 64)
            faults.Add($"its programs have {Bits} bits, 64 are needed (its kernel says {Machine}): install the 64-bit image of its system");
        if (Machine is not ("aarch64" or "x86_64"))
            faults.Add($"its processor is {Machine}; aarch64 and x86_64 are supported");
        else if (agentMachine is not null && agentMachine != Machine)
            faults.Add($"the agent is for {agentMachine}, the board is {Machine}: publish it with deploy/publish.sh {(Machine == "aarch64" ? "linux-arm64" : "linux-x64")}");
        if (!HasSystemd)
            faults.Add("it has no systemd, which runs the agent");
        if (UserId != 0 && !CanSudo)
            faults.Add("the user is not root and sudo wants a password: allow it without ('sudo visudo', NOPASSWD), or deploy as root");
        if (FreeStagingBytes < uploadBytes + unpackedBytes + SpareBytes)
            faults.Add($"{FreeStagingBytes >> 20} MiB are free in {StagingParent}, {(uploadBytes + unpackedBytes + SpareBytes) >> 20} are needed");
        if (FreeRootBytes < unpackedBytes + SpareBytes)
            faults.Add($"{FreeRootBytes >> 20} MiB are free for slots, {(unpackedBytes + SpareBytes) >> 20} are needed");
        if (faults.Count > 0)
            throw new EdgeCnnException($"{name}: {string.Join("; ", faults)}. Nothing was changed.", ExitCode.Device);
    }
}
