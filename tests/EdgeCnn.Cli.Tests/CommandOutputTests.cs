namespace EdgeCnn.Cli.Tests;

public sealed class CommandOutputTests
{
    [Fact]
    public void Progress_WorkFails_PassesItsErrorOn()
    {
        var output = new CommandOutput(json: false);
        Assert.Throws<OperationCanceledException>(() => output.Progress("working", 1, _ => throw new OperationCanceledException()));
    }

    [Fact]
    public void Progress_Work_RunsOnceOnThisThread()
    {
        List<int> threads = [];
        new CommandOutput(json: true).Progress("[odd] title", 2, show =>
        {
            show(1, "with [markup]");
            threads.Add(Environment.CurrentManagedThreadId);
        });
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }
}
