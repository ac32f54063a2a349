using EdgeCnn.Agent.Doctor;

namespace EdgeCnn.Agent.Tests.Doctor;

public sealed class ClockFindingsTests
{
    [Theory]
    [InlineData(1970, "Fix")]
    [InlineData(2025, "Fix")]
    [InlineData(2026, "Ok")]
    [InlineData(2031, "Ok")]
    public void Of_YearBeforeTheBuilds_IsNotSet(int year, string level)
    {
        Finding finding = ClockFindings.Of(new DateTime(year, 12, 31, 0, 0, 0, DateTimeKind.Utc), 2026);
        Assert.Equal(level, $"{finding.Level}");
        Assert.Equal(level == "Fix", finding.Remedy?.Contains("timedatectl", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void BuildYear_ThisProgram_IsKnown() => Assert.InRange(ClockFindings.BuildYear, 2026, DateTime.UtcNow.Year + 1);
}
