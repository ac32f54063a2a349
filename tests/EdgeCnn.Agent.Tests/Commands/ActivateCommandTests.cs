using System.Text.Json;
using EdgeCnn.Agent.Tests.Deployment;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Commands;

public sealed class ActivateCommandTests : IDisposable
{
    private readonly SlotBoard board = new();

    public void Dispose() => board.Dispose();

    [Fact]
    public void Run_Latest_IsActiveAfterItWasWell()
    {
        string slot = board.Install("a").GetProperty("slot").GetString()!;
        JsonElement report = board.Activate("latest");
        Assert.Equal((true, slot, 20.0), (report.GetProperty("ok").GetBoolean(), report.GetProperty("active").GetString(), report.GetProperty("health").GetProperty("seconds").GetDouble()));
        Assert.Equal("a", board.Active);
        Assert.Equal(["restart"], board.Unit.Log);
        Assert.Null(SlotStatus.Read(board.Root, verify: false).State.Pending);
    }

    [Fact]
    public void Run_SlotThatIsIll_GoesBackToTheOneBefore()
    {
        string old = board.Run("a"), bad = board.Install("b").GetProperty("slot").GetString()!;
        board.Unit.States = look => board.Active == "b" && look > 3 ? FakeUnit.Failed : FakeUnit.Well;
        JsonElement report = board.Activate("latest", code: 5);
        Assert.Equal((false, bad, old), (report.GetProperty("ok").GetBoolean(), report.GetProperty("failed").GetProperty("slot").GetString(), report.GetProperty("active").GetString()));
        Assert.Equal("a", board.Active);
        Assert.Equal(["restart", "restart"], board.Unit.Log);
    }

    [Fact]
    public void Run_ServiceThatDoesNotStart_GoesBackToTheOneBefore()
    {
        board.Run("a");
        board.Install("b");
        board.Unit.Restarting = () =>
        {
            if (board.Active == "b")
                throw FakeUnit.DoesNotStart;
        };
        Assert.Contains("left with 1", board.Activate("latest", code: 5).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("a", board.Active);
    }

    [Fact]
    public void Run_FirstSlotThatIsIll_StopsTheService()
    {
        board.Install("a");
        board.Unit.States = look => look == 0 && board.Unit.Log.Count == 0 ? FakeUnit.Well : FakeUnit.Failed;
        board.Activate("latest", code: 5);
        Assert.Equal(["restart", "stop"], board.Unit.Log);
        Assert.Null(board.Active);
    }

    [Fact]
    public void Run_ToldToStop_GoesBackToTheOneBefore()
    {
        board.Run("a");
        board.Install("b");
        Assert.Contains("told to stop", board.Activate("latest", code: 5, new CancellationToken(canceled: true)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("a", board.Active);
        Assert.Equal(["restart", "restart"], board.Unit.Log);
    }

    [Fact]
    public void Run_ActiveSlot_LeavesAHealthyServiceAlone()
    {
        string slot = board.Run("a");
        Assert.Contains("active already", board.Activate(slot).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(board.Unit.Log);
    }

    [Fact]
    public void Run_NoServiceOrNoSlot_IsRefusedAndChangesNothing()
    {
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => board.Activate("latest")).ExitCode);
        board.Install("a");
        board.Unit.States = _ => null;
        var error = Assert.Throws<EdgeCnnException>(() => board.Activate("latest"));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Null(board.Active);
        board.Activate("latest", restart: false);
        Assert.Equal("a", board.Active);
        Assert.Empty(board.Unit.Log);
    }

    [Fact]
    public void Run_WhileAnotherInstallationIsOnItsWay_IsRefused()
    {
        board.Install("a");
        using SlotStore held = SlotStore.Open(board.Root);
        Assert.Contains("another installation", Assert.Throws<EdgeCnnException>(() => board.Activate("latest")).Message, StringComparison.Ordinal);
    }
}
