using EdgeCnn.Cli.Datasets;
using EdgeCnn.Graph;

namespace EdgeCnn.Cli.Tests.Datasets;

public sealed class ChildProgramTests
{
    [Fact]
    public void Run_ProgramMissing_IsDeviceErrorThatNamesIt()
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => ChildProgram.Run("edgecnn-no-such-program", [], Path.GetTempPath(), CancellationToken.None));
        Assert.Equal(ExitCode.Device, error.ExitCode);
        Assert.Contains("edgecnn-no-such-program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ProgramFails_GivesCodeAndItsWords()
    {
        EdgeCnnException error = Assert.Throws<EdgeCnnException>(() => ChildProgram.Run("dotnet", ["no-such-command-at-all"], Path.GetTempPath(), CancellationToken.None));
        Assert.Contains("dotnet no-such-command-at-all left with code 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Cancelled_Throws()
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ChildProgram.Run("dotnet", ["--info"], Path.GetTempPath(), cancellation.Token));
    }
}
