using EdgeCnn.Bundles;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Cli.Deployment;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Deployment;

public sealed class DeployerTests : IDisposable
{
    private static readonly string[] Whole =
        ["facts", "status", "mktemp", "upload 99-edgecnn.rules", "upload check-board.sh", "upload edgecnn-agent.service", "upload edgecnn-recover.service", "upload install.sh", "upload bundle.ecnnb", "upload agent.tar", "sha256sum", "mkdir", "tar", "doctor", "install", "prepare", "activate", "rm"];

    private readonly string folder = Directory.CreateTempSubdirectory("edgecnn-deploy-").FullName;
    private readonly FakeBoard board = new();

    public DeployerTests()
    {
        BundleWriter.Write(At("b.ecnnb"), "digits", new Dictionary<string, ReadOnlyMemory<byte>> { ["model.ecnn"] = new byte[1000] }, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.CreateDirectory(At("agent"));
        PutAgent(183);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Run_Board_GoesThroughEveryStepOnce()
    {
        DeployReport report = Deploy();
        Assert.Equal(Whole, Steps());
        Assert.True(report.Ok);
        Assert.Equal(("new", "digits", 3, 40, "neon", true), (report.Slot, report.Model, report.GoldenVectors, report.Checks, report.Kernels, report.AgentSent));
        Assert.Equal(["camera: none. Plug one in."], report.Doctor);
        Assert.Equal(board.Files[$"{FakeBoard.Staging}/bundle.ecnnb"].Length + board.Files[$"{FakeBoard.Staging}/agent.tar"].Length, report.SentBytes);
        Assert.Equal(["sudo", "-n", $"{FakeBoard.Staging}/agent/edgecnn-agent", "install", $"{FakeBoard.Staging}/bundle.ecnnb", "--agent", $"{FakeBoard.Staging}/agent", "--root", "/opt/edgecnn", "--unit", "u.service", "--json"], board.Commands[^4]);
        // What was sent may be removed before the board has ended the switch.
        Assert.Equal(["sudo", "-n", "/opt/edgecnn/slots/new/agent/edgecnn-agent", "activate", "new", "--health-seconds", "20"], board.Commands[^2].Take(7));
    }

    [Fact]
    public void Run_AgentThatIsThere_IsNotSent()
    {
        board.AgentSha256 = new AgentFolder(At("agent")).Sha256();
        Assert.False(Deploy().AgentSent);
        Assert.Equal(Whole.Except(["upload agent.tar", "mkdir", "tar"]), Steps());
        Assert.Equal("/opt/edgecnn/current/agent/edgecnn-agent", board.Commands[^4][2]);
    }

    [Fact]
    public void Run_SentAgent_IsTheFoldersOwn()
    {
        Deploy();
        File.WriteAllBytes(At("sent.tar"), board.Files[$"{FakeBoard.Staging}/agent.tar"]);
        Assert.Equal(["edgecnn-agent", "sub/x.dll"], new AgentTar(At("sent.tar")).Read().Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_BlankBoard_AsksForAnAgent()
    {
        board.Facts = board.Facts.Replace("agent=1\n", "", StringComparison.Ordinal);
        var error = Assert.Throws<EdgeCnnException>(() => Deploy(agent: null));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("--agent", error.Message, StringComparison.Ordinal);
        Assert.Equal(["facts"], board.Log);
        Assert.True(Deploy().Ok);
    }

    [Theory]
    [InlineData("bits=64", "bits=32", "64-bit image")]
    [InlineData("machine=aarch64", "machine=armv6l", "its processor is armv6l")]
    [InlineData("machine=aarch64", "machine=x86_64", "the agent is for aarch64, the board is x86_64")]
    [InlineData("systemd=1\n", "", "no systemd")]
    [InlineData("sudo=1\n", "", "sudo wants a password")]
    [InlineData("root_kb=1000000", "root_kb=30000", "free for slots")]
    [InlineData("staging_kb=1000000", "staging_kb=30000", "free in /var/tmp")]
    public void Run_BoardThatDoesNotFit_IsRefusedBeforeAnythingIsSent(string fact, string instead, string expected)
    {
        board.Facts = board.Facts.Replace(fact, instead, StringComparison.Ordinal);
        var error = Assert.Throws<EdgeCnnException>(() => Deploy());
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mktemp", board.Log);
    }

    [Fact]
    public void Run_ConnectionLostAtAnyStepBeforeTheSwitch_ChangesNothingThatRuns()
    {
        foreach (string step in Whole[..^1])
        {
            using var lost = new FakeBoard { LostAt = step };
            var error = Assert.Throws<EdgeCnnException>(() => new Deployer(lost, Order(At("agent")), new CommandOutput(json: true)).Run(default));
            Assert.Equal(ExitCode.Device, error.ExitCode);
            Assert.Equal("old", lost.Active);
            // What was sent is taken away again.
            Assert.Equal(lost.Log.Contains("mktemp") && step != "mktemp", lost.Log[^1] == "rm");
            if (step == "activate")
                Assert.Contains("deploy status", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Run_StoppedByTheUserAtAnyStep_TakesAwayWhatWasSent()
    {
        foreach (string step in Whole[..^1])
        {
            using var stop = new CancellationTokenSource();
            using var stopped = new FakeBoard();
            stopped.Before = at =>
            {
                if (at == step)
                    stop.Cancel();
            };
            Assert.Throws<OperationCanceledException>(() => new Deployer(stopped, Order(At("agent")), new CommandOutput(json: true)).Run(stop.Token));
            Assert.Equal("old", stopped.Active);
            Assert.Equal(stopped.Log.Contains("mktemp") && step != "mktemp", stopped.Log[^1] == "rm");
        }
    }

    [Theory]
    [InlineData("bundle.ecnnb")]
    [InlineData("agent.tar")]
    [InlineData("install.sh")]
    public void Run_FileThatArrivesDamaged_IsACheckThatDidNotHold(string name)
    {
        board.Arriving = (path, bytes) => path.EndsWith(name, StringComparison.Ordinal) ? [.. bytes[..^1], (byte)(bytes[^1] ^ 1)] : bytes;
        var error = Assert.Throws<EdgeCnnException>(() => Deploy());
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains($"{name} is not what was sent", error.Message, StringComparison.Ordinal);
        Assert.Equal("rm", board.Log[^1]);
        Assert.DoesNotContain("install", board.Log);
    }

    [Theory]
    [InlineData("install", 5, "edgecnn-agent: selftest of the new slot: vector 0 differs.", ExitCode.CheckFailed, "selftest of the new slot")]
    [InlineData("install", 4, "edgecnn-agent: /opt/edgecnn: 3 MiB are free", ExitCode.Device, "3 MiB are free")]
    [InlineData("install", 1, "edgecnn-agent: a bug: …", ExitCode.Device, "a bug")]
    [InlineData("install", 126, "", ExitCode.Device, "left with 126")]
    [InlineData("sha256sum", 127, "sha256sum: not found", ExitCode.CheckFailed, "not found")]
    [InlineData("tar", 2, "tar: Cannot write: No space left on device", ExitCode.Device, "No space left")]
    [InlineData("prepare", 1, "useradd: failure", ExitCode.Device, "useradd: failure")]
    [InlineData("activate", 4, "edgecnn-agent: another installation", ExitCode.Device, "another installation")]
    public void Run_StepThatFails_IsToldInTheBoardsWords(string step, int code, string said, ExitCode expected, string part)
    {
        board.Answers[step] = new RemoteResult(code, "", said + "\n");
        var error = Assert.Throws<EdgeCnnException>(() => Deploy());
        Assert.Equal(expected, error.ExitCode);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal(("old", "rm"), (board.Active, board.Log[^1]));
    }

    [Fact]
    public void Run_SlotThatIsIll_ReportsThatTheOneBeforeRunsAgain()
    {
        board.Answers["activate"] = new RemoteResult(5, """{"ok":false,"slot":"new","active":"old","previous":null,"detail":"new was not well; old runs again"}""", "");
        DeployReport report = Deploy();
        Assert.False(report.Ok);
        Assert.Equal(("old", "new was not well; old runs again"), (report.Active, report.Detail));
    }

    [Theory]
    [InlineData("/var/tmp/edgecnn-deploy.Abc12345/../../../etc")]
    [InlineData("/")]
    [InlineData("")]
    public void Run_StagingFolderThatIsNone_IsNotUsed(string path)
    {
        board.Answers["mktemp"] = new RemoteResult(0, path + "\n", "");
        Assert.Equal(ExitCode.Device, Assert.Throws<EdgeCnnException>(() => Deploy()).ExitCode);
        Assert.Equal("mktemp", board.Log[^1]);
    }

    [Theory]
    [InlineData("status", "null")]
    [InlineData("status", "{\"active\":5,\"slots\":[1,null,\"x\",{\"name\":[]}]}")]
    [InlineData("status", "{\"active\":\"old\",\"slots\":{}}")]
    [InlineData("doctor", "{\"findings\":[1,{}]}")]
    [InlineData("doctor", "x")]
    [InlineData("install", "{}")]
    [InlineData("install", "{\"slot\":\"../../etc\"}")]
    [InlineData("install", "{\"slot\":\"new\",\"checks\":1e99,\"isNew\":3}")]
    public void Run_AnswerOfAnotherShape_IsAnErrorOrIgnored(string step, string answer)
    {
        board.Answers[step] = new RemoteResult(0, answer, "");
        Exception? error = Record.Exception(() => Deploy());
        Assert.True(error is null or EdgeCnnException, $"{error}");
    }

    [Fact]
    public void Run_DamagedBundle_NeedsNoBoard()
    {
        File.WriteAllText(At("b.ecnnb"), "x");
        Assert.Equal(ExitCode.BadData, Assert.Throws<EdgeCnnException>(() => Deploy()).ExitCode);
        Assert.Empty(board.Log);
    }

    private string At(string name) => Path.Combine(folder, name);

    private string[] Steps() => [.. board.Log.Where(step => step != "upload agent.json")];

    private DeployOrder Order(string? agent) => new(At("b.ecnnb"), agent, "/opt/edgecnn", "u.service", 20);

    private DeployReport Deploy() => Deploy(At("agent"));

    private DeployReport Deploy(string? agent) => new Deployer(board, Order(agent), new CommandOutput(json: true)).Run(default);

    private void PutAgent(byte machine)
    {
        byte[] program = [0x7F, (byte)'E', (byte)'L', (byte)'F', .. new byte[14], machine, 0, .. new byte[100]];
        File.WriteAllBytes(At("agent/edgecnn-agent"), program);
        Directory.CreateDirectory(At("agent/sub"));
        File.WriteAllText(At("agent/sub/x.dll"), "x");
    }
}
