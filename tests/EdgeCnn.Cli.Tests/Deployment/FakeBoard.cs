using System.Security.Cryptography;
using System.Text.Json;
using EdgeCnn.Cli.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Deployment;

/// <summary>A board in memory: answers as a real one, and fails at the step that a test names.</summary>
internal sealed class FakeBoard : IRemote
{
    public const string Staging = "/var/tmp/edgecnn-deploy.Abc12345";

    /// <summary>What was run, shortened to its step.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The commands in full.</summary>
    public List<IReadOnlyList<string>> Commands { get; } = [];

    public Dictionary<string, byte[]> Files { get; } = [];

    public string Facts { get; set; } = "machine=aarch64\nbits=64\nuid=1000\nsudo=1\nsystemd=1\nagent=1\nroot_kb=1000000\nstaging_kb=1000000\n";

    /// <summary>The agent that the board has.</summary>
    public string AgentSha256 { get; set; } = "";

    public string Active { get; private set; } = "old";

    /// <summary>The connection is lost at this step.</summary>
    public string LostAt { get; set; } = "";

    /// <summary>This step gives another answer.</summary>
    public Dictionary<string, RemoteResult> Answers { get; } = [];

    /// <summary>Runs before each step.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Changes what arrives of a file.</summary>
    public Func<string, byte[], byte[]> Arriving { get; set; } = (_, bytes) => bytes;

    public string Name => "pi@fake";

    public RemoteResult Run(IReadOnlyList<string> command, TimeSpan limit, CancellationToken cancellation)
    {
        string[] words = command[0] == "sudo" ? [.. command.Skip(2)] : [.. command];
        string step = words[0].EndsWith("/edgecnn-agent", StringComparison.Ordinal) ? words[1] : words[0] == "sh" ? words[1].EndsWith("install.sh", StringComparison.Ordinal) ? "prepare" : "facts" : words[0];
        Step(step, command, cancellation);
        if (Answers.TryGetValue(step, out RemoteResult? answer))
            return answer;
        return new RemoteResult(0, step switch
        {
            "facts" => Facts,
            "mktemp" => Staging + "\n",
            "sha256sum" => string.Concat(words[2..].Select(path => $"{Convert.ToHexStringLower(SHA256.HashData(Files[path]))}  {path}\n")),
            "status" => JsonSerializer.Serialize(new { active = "old", slots = new[] { new { name = "old", agentSha256 = AgentSha256 } } }),
            "doctor" => """{"findings":[{"area":"camera","level":"Fix","text":"none.","remedy":"Plug one in."},{"area":"board","level":"Ok","text":"fine"}]}""",
            "install" => """{"slot":"new","isNew":true,"model":"digits","checks":40,"goldenVectors":3,"kernels":"neon"}""",
            "activate" => JsonSerializer.Serialize(new { ok = true, active = Active = "new", previous = "old", detail = "new is active" }),
            _ => "",
        }, "");
    }

    public void Upload(Stream content, string path, Action<int> sent, CancellationToken cancellation)
    {
        Step($"upload {Path.GetFileName(path)}", ["upload", path], cancellation);
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        sent((int)bytes.Length);
        Files[path] = Arriving(path, bytes.ToArray());
    }

    public int Follow(IReadOnlyList<string> command, Action<string> line, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private void Step(string step, IReadOnlyList<string> command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Log.Add(step);
        Commands.Add(command);
        Before(step);
        cancellation.ThrowIfCancellationRequested();
        if (step == LostAt)
            throw new EdgeCnnException($"{Name}: no connection: Connection reset by peer.", ExitCode.Device);
    }
}
