using EdgeCnn.Agent.Service;

namespace EdgeCnn.Agent.Tests.Service;

public sealed class HeatWatchTests
{
    private readonly List<string> lines = [];

    [Fact]
    public void Look_OverTheLimitAndBack_IsToldOnceEach()
    {
        var readings = new Queue<double?>([45, 80, null, 91, 95, 79, 76, 81, 74.9, 45, 80.5]);
        var watch = new HeatWatch(readings.Dequeue, 80, lines.Add);
        int[] counts = new int[11];
        for (int i = 0; i < counts.Length; i++)
        {
            watch.Look();
            counts[i] = lines.Count;
        }

        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3], counts);
        Assert.Contains("91 °C, expected at most 80", lines[0], StringComparison.Ordinal);
        Assert.Contains("75 °C, below 80 again", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Look_BoardDoesNotTell_SaysNothing()
    {
        new HeatWatch(static () => null, 80, lines.Add).Look();
        Assert.Empty(lines);
    }
}
