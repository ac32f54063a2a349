using EdgeCnn.Agent.Benchmarks;

namespace EdgeCnn.Agent.Tests.Benchmarks;

public sealed class ThrottlingTests
{
    [Theory]
    [InlineData(0u, "", "")]
    [InlineData(0x50005u, "under-voltage, throttled", "under-voltage, throttled")]
    [InlineData(0xe0008u, "soft temperature limit", "clock capped, throttled, soft temperature limit")]
    public void Describe_WordOfTheFirmware_NamesItsBits(uint bits, string now, string since)
    {
        var throttling = new Throttling(bits);
        Assert.Equal((now, since), (Throttling.Describe(throttling.Now), Throttling.Describe(throttling.SinceStart)));
    }
}
