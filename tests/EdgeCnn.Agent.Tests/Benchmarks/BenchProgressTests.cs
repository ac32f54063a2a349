using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class BenchProgressTests
{
    [Fact]
    public void Show_OnATerminal_IsOneLineThatGoesAway()
    {
        using var terminal = new StringWriter();
        var progress = new BenchProgress(terminal);
        progress.Show("m.ecnn, 2 threads", 0.5);
        progress.Show("m.ecnn, 2 threads", 0.51); // too soon for another one
        progress.Clear();
        progress.Clear();
        Assert.Equal("\r\e[K[############............] m.ecnn, 2 threads\r\e[K", terminal.ToString());
    }
}
