using EdgeCnn.Agent.Benchmarks.Report;

namespace EdgeCnn.Agent.Tests.Benchmarks.Report;

public sealed class ReportTextTests
{
    [Theory]
    [InlineData(0.61, "0.61 µs")]
    [InlineData(81.04, "81.0 µs")]
    [InlineData(999.4, "999 µs")]
    [InlineData(999.6, "1.00 ms")]
    [InlineData(23_456, "23.5 ms")]
    [InlineData(1_200_000, "1.20 s")]
    public void Time_AnyLength_HasThreeFigures(double us, string text) => Assert.Equal(text, ReportText.Time(us));
}
