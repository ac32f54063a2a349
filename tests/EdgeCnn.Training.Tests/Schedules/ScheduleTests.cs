using EdgeCnn.Graph;
using EdgeCnn.Training.Schedules;

namespace EdgeCnn.Training.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void FactorAt_Cosine_IsHalfAWave()
    {
        for (int step = 0; step <= 100; step++)
            Assert.Equal((1 + Math.Cos(Math.PI * step / 100)) / 2, Schedule.Cosine.FactorAt(step, 100, 10), 1e-12);
    }

    [Theory]
    [InlineData("constant", 0, 1)]
    [InlineData("constant", 99, 1)]
    [InlineData("linear", 0, 1)]
    [InlineData("linear", 75, 0.25)]
    [InlineData("step:3:0.5", 29, 1)]
    [InlineData("step:3:0.5", 30, 0.5)]
    [InlineData("step:3:0.5", 90, 0.125)]
    [InlineData("warmup:2+constant", 0, 0.05)]
    [InlineData("warmup:2+constant", 19, 1)]
    [InlineData("warmup:2+linear", 60, 0.5)]
    [InlineData("onecycle", 0, 0.04)]
    public void FactorAt_Steps_FollowsTheFormula(string name, long step, double factor) =>
        Assert.Equal(factor, ScheduleText.Parse(name).FactorAt(step, 100, 10), 1e-9);

    [Fact]
    public void FactorAt_OneCycle_RisesToOneAndFallsToAlmostNothing()
    {
        var cycle = ScheduleText.Parse("onecycle:0.25");
        double[] factors = [.. Enumerable.Range(0, 101).Select(step => cycle.FactorAt(step, 101, 10))];
        Assert.Equal(1, factors[25], 1e-9);
        Assert.Equal(factors.Max(), factors[25]);
        Assert.InRange(factors[100], 0, 1e-5);
        Assert.Equal(factors[..26].Order(), factors[..26]);
        Assert.Equal(factors[25..].OrderDescending(), factors[25..]);
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("step:3:0.5")]
    [InlineData("onecycle:0.3")]
    [InlineData("warmup:5+cosine")]
    public void Name_OfAParsedSchedule_IsParsedToTheSame(string name) => Assert.Equal(name, ScheduleText.Parse(name).Name);

    [Theory]
    [InlineData("")]
    [InlineData("cosinus")]
    [InlineData("step:0:0.5")]
    [InlineData("step:3:2")]
    [InlineData("step:3")]
    [InlineData("onecycle:1")]
    [InlineData("warmup:x+linear")]
    [InlineData("warmup:3")]
    public void Parse_AnythingElse_IsUsageErrorThatTellsTheForms(string text)
    {
        var error = Assert.Throws<EdgeCnnException>(() => ScheduleText.Parse(text));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("warmup:EPOCHS+SCHEDULE", error.Message, StringComparison.Ordinal);
    }
}
