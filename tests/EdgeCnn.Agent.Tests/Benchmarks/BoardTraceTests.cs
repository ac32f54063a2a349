using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class BoardTraceTests
{
    [Theory]
    [InlineData("0 0 0", null)]
    [InlineData("0 4 0", "throttled")]
    [InlineData("0 0 10000", "under-voltage")] // between two readings
    [InlineData("10000 10000 10000", null)] // before the measurement
    public void Reasons_WordsOfTheFirmware_CountWhatHappenedMeanwhile(string words, string? reason)
    {
        string[] reasons = [.. Trace([.. words.Split(' ').Select((word, i) => (i == 0 ? 0 : 1, new BoardReading(50, 1500, Word(word))))]).Reasons()];
        Assert.Equal(reason is null ? [] : [reason], reasons);
    }

    [Theory]
    [InlineData("0:600 1:1500 1:1400 1:1500", null)] // idle, then within a tenth
    [InlineData("0:1500 1:600 1:1500", null)] // the governor takes its time upwards
    [InlineData("0:1500 1:1500 1:1200 1:1000", "the clock fell from 1500 to 1000 MHz under load")]
    [InlineData("1:1800 2:1500 2:1500", null)] // more cores, lower clock
    [InlineData("1:1500 0:600 0:600", null)]
    public void Reasons_Clock_CountsAFallUnderLoad(string clocks, string? reason)
    {
        string[] reasons = [.. Trace([.. clocks.Split(' ').Select(text => text.Split(':')).Select(part => (int.Parse(part[0]), new BoardReading(null, int.Parse(part[1]), null)))]).Reasons()];
        Assert.Equal(reason is null ? [] : [reason], reasons);
    }

    [Fact]
    public void IsDue_BehindAReading_WaitsASecond()
    {
        var trace = new BoardTrace(new CannedSensors(default(BoardReading)));
        long now = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.True(trace.IsDue(now));
        trace.Read(1);
        Assert.False(trace.IsDue(now));
        Assert.True(trace.IsDue(System.Diagnostics.Stopwatch.GetTimestamp() + System.Diagnostics.Stopwatch.Frequency));
    }

    private static BoardTrace Trace((int Threads, BoardReading Reading)[] readings)
    {
        var trace = new BoardTrace(new CannedSensors([.. readings.Select(row => row.Reading)]));
        foreach (var (threads, _) in readings)
            trace.Read(threads);
        return trace;
    }

    private static Throttling Word(string text) => new(Convert.ToUInt32(text, 16));
}
