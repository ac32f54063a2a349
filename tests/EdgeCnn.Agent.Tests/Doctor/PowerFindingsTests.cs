using EdgeCnn.Agent.Benchmarks;
using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class PowerFindingsTests
{
    [Theory]
    [InlineData(0u, "Ok", "neither", null)]
    [InlineData(0x1u, "Fix", "now: under-voltage (0x1)", "power supply")]
    [InlineData(0x50005u, "Fix", "now: under-voltage, throttled", "power supply")]
    [InlineData(0xe0008u, "Fix", "now: soft temperature limit", "heat sink")]
    [InlineData(0x10000u, "Note", "since the board was started: under-voltage", "power supply")]
    [InlineData(0x40000u, "Note", "since the board was started: throttled", "heat sink")]
    public void Of_WordOfTheFirmware_HasItsRemedy(uint bits, string level, string text, string? remedy)
    {
        Finding finding = Assert.Single(PowerFindings.Of(new BoardReading(null, null, new Throttling(bits))));
        Assert.Equal(level, $"{finding.Level}");
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        Assert.Equal(remedy is not null, finding.Remedy?.Contains(remedy!, StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(45.2, "Ok")]
    [InlineData(70, "Note")]
    [InlineData(80, "Fix")]
    public void Of_Temperature_IsHeldToTheFirmwaresLimit(double celsius, string level) =>
        Assert.Equal(level, $"{PowerFindings.Of(new BoardReading(celsius, null, null)).Single(finding => finding.Area == "temperature").Level}");

    [Fact]
    public void Of_BoardThatTellsNothing_IsNoFault() => Assert.Equal(FindingLevel.Ok, Assert.Single(PowerFindings.Of(default)).Level);
}
