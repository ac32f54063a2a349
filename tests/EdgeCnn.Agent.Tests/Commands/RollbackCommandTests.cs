using EdgeCnn.Agent.Tests.Deployment;
using EdgeCnn.Bundles.Slots;
using EdgeCnn.Graph;

namespace EdgeCnn.Agent.Tests.Commands;

public sealed class RollbackCommandTests : IDisposable
{
    private readonly SlotBoard board = new();

    public void Dispose() => board.Dispose();

    [Fact]
    public void Run_Twice_GoesBackAndForth()
    {
        string a = board.Run("a"), b = board.Run("b");
        Assert.Equal(a, board.Rollback().GetProperty("active").GetString());
        Assert.Equal("a", board.Active);
        Assert.Equal(b, board.Rollback().GetProperty("active").GetString());
        Assert.Equal("b", board.Active);
        Assert.Equal(["restart", "restart"], board.Unit.Log);
    }

    [Fact]
    public void Run_SlotBeforeIsIllToo_StaysWhatWasAskedForAndSaysSo()
    {
        board.Run("a");
        board.Run("b");
        board.Unit.States = _ => FakeUnit.Failed;
        Assert.False(board.Rollback(code: 5).GetProperty("ok").GetBoolean());
        Assert.Equal("a", board.Active);
    }

    [Fact]
    public void Run_NothingBefore_IsUsage()
    {
        board.Run("a");
        Assert.Equal(ExitCode.Usage, Assert.Throws<EdgeCnnException>(() => board.Rollback()).ExitCode);
    }

    [Fact]
    public void Run_IfUnconfirmed_TakesBackOnlyWhatNobodyConfirmedOrWatches()
    {
        string a = board.Run("a"), b = board.Run("b");
        Assert.Equal(b, board.Rollback(ifUnconfirmed: true).GetProperty("active").GetString());
        Assert.Empty(board.Unit.Log);
        board.Interrupt(a);
        Assert.Equal("a", board.Active);
        using (SlotStore watched = SlotStore.Open(board.Root))
        {
            watched.Switch(a);
            Assert.Contains("nothing done", board.Rollback(ifUnconfirmed: true).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("a", board.Active);
        Assert.Contains("was taken back", board.Rollback(ifUnconfirmed: true).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("b", board.Active);
        Assert.Equal(["restart"], board.Unit.Log);
    }
}
