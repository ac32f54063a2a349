using System.Text.Json;
using EdgeCnn.Agent.Commands;
using EdgeCnn.Agent.Tests.Deployment;

namespace EdgeCnn.Agent.Tests.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private readonly SlotBoard board = new();

    public void Dispose() => board.Dispose();

    [Fact]
    public void Run_TwoSlots_TellsWhichIsWhich()
    {
        string a = board.Run("a"), b = board.Run("b");
        var (code, text) = Status(json: false);
        Assert.Equal(0, code);
        Assert.Matches($"(?m)^previous {a}  a, model [0-9a-f]{{12}}, agent [0-9a-f]{{12}}, packed 2026-01-02 03:04$", text);
        Assert.Matches($"(?m)^active   {b}  b, ", text);
        Assert.EndsWith("test.service: active (running), started again 0 times\n", text, StringComparison.Ordinal);
        JsonElement json = JsonDocument.Parse(Status(json: true).Text).RootElement;
        Assert.Equal((b, a, 2, "active"), (json.GetProperty("active").GetString(), json.GetProperty("previous").GetString(), json.GetProperty("slots").GetArrayLength(), json.GetProperty("service").GetProperty("active").GetString()));
    }

    [Fact]
    public void Run_DamagedFile_IsSeenByVerify()
    {
        string a = board.Run("a");
        File.WriteAllText(Path.Combine(board.Root, "slots", a, "model.ecnn"), "!");
        Assert.Equal(0, Status(json: false).Code);
        var (code, text) = Status(json: false, verify: true);
        Assert.Equal(5, code);
        Assert.Matches($"(?m)^active   {a}  FAULT: .*model.ecnn: expected 1 bytes", text);
    }

    [Fact]
    public void Run_BlankBoard_HasNothing()
    {
        board.Unit.States = _ => null;
        Assert.Equal((0, $"{board.Root}: nothing is installed\ntest.service: no such service\n"), Status(json: false));
    }

    private (int Code, string Text) Status(bool json, bool verify = false) =>
        SlotBoard.Text(output => new StatusCommand(new StatusOptions { Root = board.Root, Json = json, Verify = verify }, output, board.Unit).Run());
}
