using EdgeCnn.Agent.Deployment;

namespace EdgeCnn.Agent.Tests.Deployment;

public sealed class HealthWatchTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);
    private readonly FakeUnit unit = new();

    [Fact]
    public void Watch_ServiceThatStaysUp_IsHealthyAfterTheWholeTime()
    {
        HealthReport report = unit.Watch().Watch(Time, default);
        Assert.Equal((true, 20), (report.Healthy, report.Seconds));
        Assert.Equal(41, unit.Looks);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "failed", "is failed" },
        { "inactive", "is inactive" },
        { "gone", "is gone" },
        { "auto-restart", "fell over and is started again" },
        { "other process", "was started again" },
        { "counted", "was started again" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Watch_ServiceThatFallsOver_EndsAtOnce(string how, string expected)
    {
        unit.States = look => look < 5 ? FakeUnit.Well : how switch
        {
            "failed" => FakeUnit.Failed,
            "inactive" => new ServiceState("inactive", "dead", 0, 0),
            "gone" => null,
            "auto-restart" => new ServiceState("activating", "auto-restart", 0, 0),
            "other process" => FakeUnit.Well with { Process = 101 },
            _ => FakeUnit.Well with { Restarts = 1 },
        };
        HealthReport report = unit.Watch().Watch(Time, default);
        Assert.Equal((false, 2.5), (report.Healthy, report.Seconds));
        Assert.Contains(expected, report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_ServiceThatNeverComesUp_IsIll()
    {
        unit.States = _ => new ServiceState("activating", "start", 0, 100);
        Assert.Contains("is activating (start) after 20 s", unit.Watch().Watch(Time, default).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, false, true)]
    [InlineData(null, null, true, false)]
    [InlineData(null, 200, true, true)]
    [InlineData(200, 503, false, false)]
    [InlineData(503, 200, false, true)]
    [InlineData(200, null, false, false)]
    [InlineData(null, 503, false, false)]
    [InlineData(null, 401, false, true)]
    [InlineData(null, 401, true, false)]
    public void Watch_Page_CountsAtTheEnd(int? first, int? last, bool mustAnswer, bool healthy)
    {
        unit.Page = () => unit.Looks < 20 ? first : last;
        Assert.Equal(healthy, unit.Watch(mustAnswer).Watch(Time, default).Healthy);
    }

    [Fact]
    public void Watch_ToldToStop_Stops() =>
        Assert.Throws<OperationCanceledException>(() => unit.Watch().Watch(Time, new CancellationToken(canceled: true)));
}
