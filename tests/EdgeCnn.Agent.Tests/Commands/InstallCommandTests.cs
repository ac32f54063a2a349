using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tests.Deployment;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Commands;

public sealed class InstallCommandTests : IDisposable
{
    private readonly SlotBoard board = new();

    public void Dispose() => board.Dispose();

    [Fact]
    public void Run_Bundle_IsProvedByItsOwnAgentAndNotActive()
    {
        JsonElement report = board.Install("m");
        Assert.Equal(("m", true, 2, 3), (report.GetProperty("model").GetString(), report.GetProperty("isNew").GetBoolean(), report.GetProperty("checks").GetInt32(), report.GetProperty("goldenVectors").GetInt32()));
        Assert.Null(board.Active);
        Assert.Empty(board.Unit.Log);
        Assert.False(board.Install("m").GetProperty("isNew").GetBoolean());
    }

    [Theory]
    [InlineData("echo '{\"passed\":false,\"board\":\"\",\"architecture\":\"\",\"supported\":[],\"kernels\":\"\",\"checks\":[{\"name\":\"m.golden.json\",\"passed\":false,\"checked\":1,\"detail\":\"vector 0 differs.\",\"kernel\":null}]}'; exit 5", "vector 0 differs.")]
    [InlineData("echo 'cannot execute: required file not found' >&2; exit 127", "does not run on this board")]
    [InlineData("echo nonsense", "does not run on this board")]
    public void Run_AgentThatFailsItsSelftest_IsNotInstalled(string script, string expected)
    {
        board.PutAgent(script);
        var error = Assert.Throws<EdgeCnnException>(() => board.Install("m"));
        Assert.Equal(ExitCode.CheckFailed, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(SlotStatus.Read(board.Root, verify: false).Slots);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(board.Root, "slots")));
    }

    [Fact]
    public void Run_FileThatCannotBeExecuted_IsACheckThatDidNotHold()
    {
        // As an agent of another processor: the system refuses to start it.
        File.WriteAllBytes(Path.Combine(board.Agent, "edgecnn-agent"), [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0, 0]);
        var error = Assert.Throws<EdgeCnnException>(() => board.Install("m"));
        Assert.Contains("edgecnn-agent cannot be started", error.Message, StringComparison.Ordinal);
        Assert.Empty(SlotStatus.Read(board.Root, verify: false).Slots);
    }

    [Fact]
    public void Run_WithoutAgent_TakesThatOfTheActiveSlotAsLinks()
    {
        string first = board.Run("a"), second = board.Install("b", agent: "").GetProperty("slot").GetString()!;
        string[] agents = [.. ((string[])[first, second]).Select(slot => Path.Combine(board.Root, "slots", slot, "agent", "edgecnn-agent"))];
        File.AppendAllText(agents[0], "# more\n");
        Assert.Equal(File.ReadAllText(agents[0]), File.ReadAllText(agents[1]));
    }

    [Fact]
    public void Run_BundleThatIsNone_IsRefusedBeforeTheStoreIsMade()
    {
        File.WriteAllText(board.PathOf("x.ecnnb"), "x");
        var error = Assert.Throws<EdgeCnnException>(() => new InstallCommand(new InstallOptions { Bundle = board.PathOf("x.ecnnb"), Root = board.Root }, Stream.Null, board.Unit).Run());
        Assert.Equal(ExitCode.BadData, error.ExitCode);
        Assert.False(Directory.Exists(board.Root));
    }

    [Fact]
    public void Run_AfterASwitchThatNobodyConfirmed_RestartsWhatItWentBackTo()
    {
        string old = board.Run("a"), slot = board.Install("b").GetProperty("slot").GetString()!;
        board.Interrupt(slot);
        Assert.Equal("b", board.Active);
        Assert.Equal(slot, board.Install("c").GetProperty("recovered").GetProperty("slot").GetString());
        Assert.Equal("a", board.Active);
        Assert.Equal(["restart"], board.Unit.Log);
        Assert.Equal(old, SlotStatus.Read(board.Root, verify: true).State.Active);
    }
}
